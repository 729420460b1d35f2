import { createClient, type Client, type SubscribePayload } from 'graphql-ws';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { WebSocket } from 'ws';
import type { Logger } from '@tiffin/service';
import { subscriptionMetrics } from './subscription-metrics.ts';
import type { SubgraphUpstream, UpstreamSink } from './subgraph-upstream.ts';
import {
  refusedBy,
  upstreamLost,
  upstreamUnavailable,
  type OperationEnded,
} from './operation-ended.ts';
import {
  UPSTREAM_ACK_TIMEOUT_MS,
  UPSTREAM_CONNECT_TIMEOUT_MS,
  UPSTREAM_KEEP_ALIVE_MS,
  UPSTREAM_PONG_TIMEOUT_MS,
  UPSTREAM_RETRY_MAX_MS,
  UPSTREAM_RETRY_MIN_MS,
} from './subscription-policy.ts';

interface Stream {
  sink: UpstreamSink;
  stop: () => void;
  /** Runs until the connection stands; undefined from then on. */
  connectDeadline: NodeJS.Timeout | undefined;
}

/**
 * One connection to one subgraph that carries the subscriptions of all callers. It is opened for the
 * first of them and from then on kept, and opened again when it breaks.
 *
 * A broken connection ends every stream on it with SUBSCRIPTION_INTERRUPTED. They are never
 * re-subscribed here, where nobody knows what would be missing.
 */
export class Upstream implements SubgraphUpstream {
  readonly #subgraph: string;
  readonly #url: string;
  readonly #logger: Logger;
  readonly #streams = new Set<Stream>();
  #client: Client | undefined;
  #isConnected = false;
  #pongDeadline: NodeJS.Timeout | undefined;

  constructor(subgraph: string, url: string, logger: Logger) {
    this.#subgraph = subgraph;
    this.#url = url;
    this.#logger = logger;
  }

  get streamCount(): number {
    return this.#streams.size;
  }

  subscribe(payload: SubscribePayload, sink: UpstreamSink): () => void {
    this.#client ??= this.#connect();
    const stream: Stream = { sink, stop: () => undefined, connectDeadline: undefined };
    this.#streams.add(stream);
    subscriptionMetrics.upstreams.inc({ subgraph: this.#subgraph });
    if (!this.#isConnected) {
      stream.connectDeadline = setTimeout(
        () => this.#end(stream, upstreamUnavailable()),
        UPSTREAM_CONNECT_TIMEOUT_MS,
      );
    }
    stream.stop = this.#client.subscribe(payload, {
      next: (event) => {
        if (this.#streams.has(stream)) sink.next(event as FormattedExecutionResult);
      },
      error: (error) => this.#end(stream, endOf(error, stream, this.#subgraph)),
      complete: () => this.#end(stream),
    });
    return () => this.#forget(stream);
  }

  async close(): Promise<void> {
    clearTimeout(this.#pongDeadline);
    for (const stream of [...this.#streams]) this.#end(stream, upstreamLost());
    // Disposing waits for an attempt under way, and fails with it: there is nothing to wait for then.
    const disposed = Promise.resolve(this.#client?.dispose()).catch(() => undefined);
    if (this.#isConnected) await disposed;
  }

  #connect(): Client {
    return createClient({
      url: this.#url,
      webSocketImpl: WebSocket,
      lazy: false,
      onNonLazyError: (error) =>
        this.#logger.warn({ err: error, subgraph: this.#subgraph }, 'upstream connection refused'),
      keepAlive: UPSTREAM_KEEP_ALIVE_MS,
      connectionAckWaitTimeout: UPSTREAM_ACK_TIMEOUT_MS,
      retryAttempts: Number.POSITIVE_INFINITY,
      retryWait: (attempt) =>
        delay(Math.min(UPSTREAM_RETRY_MIN_MS * 2 ** attempt, UPSTREAM_RETRY_MAX_MS)),
      shouldRetry: () => true,
      on: {
        connected: () => {
          this.#isConnected = true;
          for (const stream of this.#streams) {
            clearTimeout(stream.connectDeadline);
            stream.connectDeadline = undefined;
          }
        },
        ping: (received) => {
          if (!received) this.#awaitPong();
        },
        pong: (received) => {
          if (received) clearTimeout(this.#pongDeadline);
        },
        closed: (event) => this.#breakStreams(event),
      },
    });
  }

  #breakStreams(event: unknown): void {
    clearTimeout(this.#pongDeadline);
    if (!this.#isConnected) return;
    this.#isConnected = false;
    const code = typeof event === 'object' && event !== null && 'code' in event && event.code;
    const facts = { subgraph: this.#subgraph, code, streams: this.#streams.size };
    this.#logger.warn(facts, 'upstream connection lost');
    for (const stream of [...this.#streams]) this.#end(stream, upstreamLost());
  }

  #end(stream: Stream, error?: OperationEnded): void {
    if (this.#forget(stream)) stream.sink.end(error);
  }

  /** @returns whether the stream was running */
  #forget(stream: Stream): boolean {
    const wasRunning = this.#streams.delete(stream);
    clearTimeout(stream.connectDeadline);
    if (wasRunning) {
      subscriptionMetrics.upstreams.dec({ subgraph: this.#subgraph });
      stream.stop();
    }
    return wasRunning;
  }

  #awaitPong(): void {
    clearTimeout(this.#pongDeadline);
    this.#pongDeadline = setTimeout(() => this.#client?.terminate(), UPSTREAM_PONG_TIMEOUT_MS);
    this.#pongDeadline.unref();
  }
}

/** GraphQL errors come as a list; anything else is the connection. */
function endOf(error: unknown, stream: Stream, subgraph: string): OperationEnded {
  if (!Array.isArray(error)) {
    return stream.connectDeadline === undefined ? upstreamLost() : upstreamUnavailable();
  }
  return refusedBy(subgraph, error as GraphQLFormattedError[]);
}

function delay(timeMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, timeMs));
}
