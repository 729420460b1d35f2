import { connect as connectTcp, isIP, type Socket, type TcpNetConnectOpts } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { UntakenError, type Exchange } from './exchange.ts';
import { IDLE_MARGIN_MS, READ_BUFFER_BYTES } from './http1-policy.ts';
import { ResponseReader, type Response } from './response-reader.ts';

/** Where a server is. */
export interface Origin {
  isTls: boolean;
  hostname: string;
  port: number;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** @throws Error for an address that is not HTTP's */
export function originOf({ protocol, hostname, port }: URL): Origin {
  const usual = DEFAULT_PORTS[protocol];
  if (usual === undefined) throw new Error(`${protocol} is not HTTP`);
  return {
    isTls: protocol === 'https:',
    // An address of IPv6 stands in brackets in a URL only.
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? usual : Number(port),
  };
}

/** What a connection tells those who keep it. */
export interface ConnectionListener {
  /** So long after having been asked for, an answer has come. */
  answered(tookMs: number): void;
  /** Everything that it was asked is answered. */
  idle(connection: Connection): void;
  /** The server has said that it answers no more, and begins with none of these (RFC 9112 §9.6). */
  untaken(exchanges: readonly Exchange[]): void;
  /**
   * It takes no more.
   * @param left what it still owed, not at fault; by an `UntakenError` nothing of it was begun
   */
  closed(connection: Connection, left: readonly Exchange[], error: Error): void;
}

export interface ConnectionLimits {
  maxBodyBytes: number;
  connectTimeoutMs: number;
  /** It is not used again after having idled so long; less where the server says so. */
  idleMs: number;
}

/** By it a server that closes says that it has received no whole request (RFC 9110 §15.5.9). */
const NOTHING_RECEIVED = 408;

/** All connections read into it: what they take from it they copy before the next one reads. */
const readBuffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES);

/** One connection: requests go out together, answers come in the same order (RFC 9112 §9.3.2). */
export class Connection {
  readonly #limits: ConnectionLimits;
  readonly #listener: ConnectionListener;
  readonly #socket: Socket;
  readonly #reader: ResponseReader;
  /** Sent and not answered, oldest first. */
  readonly #owed: Exchange[] = [];
  readonly #openedAt = performance.now();
  /** Before, nothing is sent. */
  #isReached = false;
  #isConnected = false;
  #isClosed = false;
  #quietSince: number;
  #idleMs: number;

  constructor(origin: Origin, limits: ConnectionLimits, listener: ConnectionListener) {
    this.#limits = limits;
    this.#listener = listener;
    this.#idleMs = limits.idleMs;
    this.#quietSince = this.#openedAt;
    this.#reader = new ResponseReader(
      limits.maxBodyBytes,
      () => this.#owed.length > 0,
      (response) => this.#settle(response),
    );
    this.#socket = open(origin, (bytes) => this.#read(bytes));
    this.#socket.once('connect', () => (this.#isReached = true));
    this.#socket.once(origin.isTls ? 'secureConnect' : 'connect', () => (this.#isConnected = true));
    this.#socket.once('error', (error) => this.close(error));
    this.#socket.once('end', () => this.#end());
    this.#socket.once('close', () => this.close(new Error('the connection was closed')));
  }

  /** Sent and not answered, oldest first. */
  get owed(): readonly Exchange[] {
    return this.#owed;
  }

  /** Since when no answer has come, or nothing is owed. In terms of `performance.now()`. */
  get quietSince(): number {
    return this.#quietSince;
  }

  send(exchanges: readonly Exchange[]): void {
    if (this.#owed.length === 0) this.#quietSince = performance.now();
    this.#owed.push(...exchanges);
    const [only] = exchanges;
    this.#socket.write(
      exchanges.length === 1 && only !== undefined
        ? only.request
        : exchanges.map(({ request }) => request).join(''),
    );
  }

  /** Ends it when it could not be opened in time, or has idled too long. */
  check(now: number): void {
    const { connectTimeoutMs } = this.#limits;
    if (!this.#isConnected && now - this.#openedAt > connectTimeoutMs) {
      this.close(new Error(`no connection within ${connectTimeoutMs} ms`));
    } else if (this.#owed.length === 0 && now - this.#quietSince >= this.#idleMs) {
      this.close(new Error('idle'));
    }
  }

  /** What it owes first is lost by this error, and comes after the others if it is asked for again. */
  close(error: Error): void {
    const first = this.#owed.shift();
    this.#leave(error);
    first?.lose(this.#isReached ? error : new UntakenError(error.message, { cause: error }));
  }

  /** It takes no more; nothing that it owes is at fault. */
  #leave(error: Error): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.destroy();
    this.#listener.closed(this, this.#owed.splice(0), error);
  }

  #read(bytes: Buffer): void {
    try {
      this.#reader.read(bytes);
    } catch (error) {
      this.close(asError(error));
    }
  }

  #end(): void {
    try {
      this.#reader.end();
      this.close(new Error('the connection was closed'));
    } catch (error) {
      this.close(asError(error));
    }
  }

  #settle({ head, body }: Response): void {
    if (head.status === NOTHING_RECEIVED && head.closes) {
      this.#leave(new UntakenError('the server was closing the connection'));
      return;
    }
    const exchange = this.#owed.shift();
    if (exchange === undefined) return;
    const now = performance.now();
    this.#listener.answered(now - exchange.askedAt);
    exchange.succeed({ status: head.status, body });
    if (head.keepAliveMs !== undefined) {
      this.#idleMs = Math.min(this.#limits.idleMs, head.keepAliveMs - IDLE_MARGIN_MS);
    }
    this.#quietSince = now;
    const isLast = head.closes || head.framing.kind === 'close';
    if (isLast) this.#listener.untaken(this.#owed.splice(0));
    if (isLast || this.#idleMs <= 0) {
      this.#leave(new Error('the server closes the connection'));
    } else if (this.#owed.length === 0) {
      // Answered before it was sent, and who knows whether the rest will be read.
      if (this.#socket.writableLength > 0) this.#leave(new Error('answered too early'));
      else this.#listener.idle(this);
    }
  }
}

function open({ isTls, hostname: host, port }: Origin, onBytes: (bytes: Buffer) => void): Socket {
  const options: TcpNetConnectOpts = {
    host,
    port,
    noDelay: true,
    onread: {
      buffer: readBuffer,
      callback(length) {
        onBytes(readBuffer.subarray(0, length));
        return true;
      },
    },
  };
  if (!isTls) return connectTcp(options);
  const servername = isIP(host) === 0 ? { servername: host } : {};
  return connectTls({ ...options, ...servername, ALPNProtocols: ['http/1.1'] });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
