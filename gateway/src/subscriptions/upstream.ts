import { createClient, type Client, type SubscribePayload } from 'graphql-ws';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { WebSocket } from 'ws';
import type { Logger } from '@tiffin/service';
import { OperationEnded, upstreamLost, upstreamUnavailable } from './operation-ended.ts';
import {
  UPSTREAM_ACK_TIMEOUT_MS,
  UPSTREAM_CONNECT_ATTEMPTS,
  UPSTREAM_IDLE_MS,
  UPSTREAM_KEEP_ALIVE_MS,
  UPSTREAM_PONG_TIMEOUT_MS,
  UPSTREAM_RETRY_DELAY_MS,
} from './subscription-policy.ts';

export interface UpstreamSink {
  next(event: FormattedExecutionResult): void;
  /** Called once at most; without an error the stream is complete. */
  end(error?: OperationEnded): void;
}

interface Stream {
  sink: UpstreamSink;
  stop: () => void;
  /** Whether the connection stood since this stream was asked for. */
  connected: boolean;
}

/**
 * One connection to one subgraph that carries the subscriptions of all callers, opened when the
 * first is asked for and again after it broke.
 *
 * A broken connection ends every stream on it with SUBSCRIPTION_INTERRUPTED. They are never
 * re-subscribed here: what happened in between would be missing without anybody noticing.
 */
export class Upstream {
  readonly #subgraph: string;
  readonly #client: Client;
  readonly #streams = new Set<Stream>();
  #isConnected = false;
  #pongDeadline: NodeJS.Timeout | undefined;

  constructor(subgraph: string, url: string, logger: Logger) {
    this.#subgraph = subgraph;
    this.#client = createClient({
      url,
      webSocketImpl: WebSocket,
      lazy: true,
      lazyCloseTimeout: UPSTREAM_IDLE_MS,
      keepAlive: UPSTREAM_KEEP_ALIVE_MS,
      connectionAckWaitTimeout: UPSTREAM_ACK_TIMEOUT_MS,
      retryAttempts: UPSTREAM_CONNECT_ATTEMPTS,
      retryWait: (attempt) => delay(UPSTREAM_RETRY_DELAY_MS * 2 ** Math.min(attempt, 3)),
      shouldRetry: () => true,
      on: {
        connected: () => {
          this.#isConnected = true;
          for (const stream of this.#streams) stream.connected = true;
        },
        ping: (received) => {
          if (!received) this.#awaitPong();
        },
        pong: (received) => {
          if (received) clearTimeout(this.#pongDeadline);
        },
        closed: (event) => {
          const code = typeof event === 'object' && event !== null && 'code' in event && event.code;
          logger.info(
            { subgraph, code, streams: this.#streams.size },
            'upstream connection closed',
          );
          this.#breakStreams();
        },
      },
    });
  }

  get streamCount(): number {
    return this.#streams.size;
  }

  /** @returns a function that ends the stream without a further word to its sink */
  subscribe(payload: SubscribePayload, sink: UpstreamSink): () => void {
    const stream: Stream = { sink, stop: () => undefined, connected: this.#isConnected };
    this.#streams.add(stream);
    const end = (error?: OperationEnded): void => {
      if (this.#streams.delete(stream)) sink.end(error);
    };
    const stop = this.#client.subscribe(payload, {
      next: (event) => {
        if (this.#streams.has(stream)) sink.next(event as FormattedExecutionResult);
      },
      error: (error) => end(endOf(error, stream, this.#subgraph)),
      complete: () => end(),
    });
    stream.stop = () => {
      this.#streams.delete(stream);
      stop();
    };
    return stream.stop;
  }

  async close(): Promise<void> {
    clearTimeout(this.#pongDeadline);
    for (const { sink, stop } of [...this.#streams]) {
      stop();
      sink.end(upstreamLost());
    }
    await this.#client.dispose();
  }

  #breakStreams(): void {
    this.#isConnected = false;
    clearTimeout(this.#pongDeadline);
    for (const stream of [...this.#streams]) {
      // A stream that never had a connection is still waiting for its first one.
      if (!stream.connected) continue;
      stream.stop();
      stream.sink.end(upstreamLost());
    }
  }

  #awaitPong(): void {
    clearTimeout(this.#pongDeadline);
    this.#pongDeadline = setTimeout(() => this.#client.terminate(), UPSTREAM_PONG_TIMEOUT_MS);
    this.#pongDeadline.unref();
  }
}

/** GraphQL errors come as a list; anything else is the connection. */
function endOf(error: unknown, stream: Stream, subgraph: string): OperationEnded {
  if (!Array.isArray(error)) return stream.connected ? upstreamLost() : upstreamUnavailable();
  const errors = error as GraphQLFormattedError[];
  return new OperationEnded(
    errors.map((each) => ({ ...each, extensions: { ...each.extensions, serviceName: subgraph } })),
  );
}

function delay(timeMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, timeMs));
}
