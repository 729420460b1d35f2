import type { Duplex } from 'node:stream';
import type { WebSocket as ProtocolSocket } from 'graphql-ws';
import { MessageType, stringifyMessage } from 'graphql-ws';
import { GraphQLError } from 'graphql';
import type { WebSocket } from 'ws';
import { closeAfter, closeReason, type Logger } from '@tiffin/service';
import { isSessionEnded } from '../security/revocations/refused-token.ts';
import { CLOSE } from './close-codes.ts';
import { withDocumentPlace } from './document-place.ts';
import type { EventText } from './event-text.ts';
import { Outlet, type Outflow } from './outlet.ts';
import type { SocketSession } from './socket-session.ts';
import { subscriptionMetrics } from './subscription-metrics.ts';
import { CLOSE_TIMEOUT_MS } from './subscription-policy.ts';

export interface CloseReason {
  code: number;
  reason: string;
}

export interface PublicSocketOptions {
  client: WebSocket;
  /** The connection under it, to which nothing is written compressed. */
  stream: Duplex;
  session: SocketSession;
  bufferedBytesLimit: number;
  logger: Logger;
}

/** One client's socket as the protocol library sees it: bounded, and able to renew its token. */
export class PublicSocket implements ProtocolSocket, Outflow {
  readonly outlet: Outlet;
  readonly #client: WebSocket;
  readonly #stream: Duplex;
  readonly #session: SocketSession;
  readonly #logger: Logger;

  constructor({ client, stream, session, bufferedBytesLimit, logger }: PublicSocketOptions) {
    this.#client = client;
    this.#stream = stream;
    this.#session = session;
    this.#logger = logger;
    this.outlet = new Outlet(this, bufferedBytesLimit);
  }

  get protocol(): string {
    return this.#client.protocol;
  }

  get isOpen(): boolean {
    return this.#client.readyState === this.#client.OPEN;
  }

  get isBehind(): boolean {
    return this.#stream.writableNeedDrain;
  }

  get waitingBytes(): number {
    return this.#stream.writableLength;
  }

  write(message: string): void {
    this.#client.send(message);
  }

  /**
   * Beside `ws`, which would frame the whole message for each socket anew and write it in two pieces.
   * Its own frames are not overtaken: nothing is compressed, so it writes each at once.
   */
  writeEvent(subscription: string, { frames }: EventText): void {
    if (this.isOpen) this.#stream.write(frames.of(subscription), 'latin1');
  }

  onceCaughtUp(callback: () => void): void {
    this.#stream.once('drain', callback);
  }

  onOverflow(): void {
    subscriptionMetrics.rejected.inc({ reason: 'slow_client' });
    this.shut(CLOSE.resume);
  }

  /** Never waits for the client to read; a client that falls too far behind is closed instead. */
  send(data: string): void {
    if (this.isOpen) this.outlet.send(data);
  }

  close(code: number, reason: string): void {
    this.shut({ code, reason });
  }

  onMessage(handle: (data: string) => Promise<void>): void {
    this.#client.on('message', (data) => {
      if (!this.isOpen) return;
      handle(withDocumentPlace(String(data))).catch((error: unknown) => {
        const end = closeAfter(error);
        if (end.code === CLOSE.internalError.code) {
          this.#logger.error({ err: error }, 'handling a socket message failed');
        }
        this.shut(end);
      });
    });
  }

  /** A ping may carry `{ authorization }`; the pong then says until when the socket may live. */
  async onPing(payload: Record<string, unknown> | undefined): Promise<void> {
    const authorization = payload?.['authorization'];
    if (typeof authorization !== 'string') {
      this.#pong(payload);
      return;
    }
    try {
      const outcome = await this.#session.refresh(authorization);
      if (outcome.kind === 'refused') this.shut(CLOSE.forbidden);
      else this.#pong({ expiresAt: new Date(outcome.expiresAt).toISOString() });
    } catch (error) {
      const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
      if (isSessionEnded(error)) this.shut(CLOSE.sessionEnded);
      else if (code === 'UNAUTHENTICATED') this.shut(CLOSE.forbidden);
      else this.#pong({ error: { code: 'SERVICE_UNAVAILABLE' } });
    }
  }

  #pong(payload: Record<string, unknown> | undefined): void {
    this.send(
      stringifyMessage(
        payload === undefined ? { type: MessageType.Pong } : { type: MessageType.Pong, payload },
      ),
    );
  }

  /**
   * Closes with a code, and cuts the connection if the client does not answer in time. What runs for
   * it ends at once: a client that does not read would keep it going until then.
   */
  shut({ code, reason }: CloseReason, timeoutMs = CLOSE_TIMEOUT_MS): void {
    const client = this.#client;
    this.#session.end();
    if (client.readyState === client.CLOSING || client.readyState === client.CLOSED) return;
    client.close(code, closeReason(reason));
    const overdue = setTimeout(() => client.terminate(), timeoutMs);
    client.once('close', () => clearTimeout(overdue));
  }
}
