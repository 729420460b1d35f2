import type { SubscribePayload } from 'graphql-ws';
import type { LocalSubgraph } from '@tiffin/service';
import type { SubgraphUpstream, UpstreamSink } from './subgraph-upstream.ts';
import {
  refusedBy,
  upstreamLost,
  upstreamUnavailable,
  type OperationEnded,
} from './operation-ended.ts';
import { subscriptionMetrics } from './subscription-metrics.ts';
import { UPSTREAM_CONNECT_TIMEOUT_MS, UPSTREAM_RETRY_MIN_MS } from './subscription-policy.ts';

interface Stream {
  sink: UpstreamSink;
  stop: () => void;
}

/**
 * The events of a subgraph in the same process, without a socket. When the subgraph closes, every stream
 * ends with SUBSCRIPTION_INTERRUPTED, as with a broken connection; while it is away, new ones wait for
 * it as they would for a connection, and then end with SERVICE_UNAVAILABLE.
 */
export class LocalUpstream implements SubgraphUpstream {
  readonly #subgraph: string;
  readonly #find: () => LocalSubgraph | undefined;
  readonly #streams = new Set<Stream>();

  /** @param find the subgraph as long as this process serves it */
  constructor(subgraph: string, find: () => LocalSubgraph | undefined) {
    this.#subgraph = subgraph;
    this.#find = find;
  }

  get streamCount(): number {
    return this.#streams.size;
  }

  subscribe(payload: SubscribePayload, sink: UpstreamSink): () => void {
    const stream: Stream = { sink, stop: () => undefined };
    this.#streams.add(stream);
    subscriptionMetrics.upstreams.inc({ subgraph: this.#subgraph });
    this.#begin(stream, payload, performance.now() + UPSTREAM_CONNECT_TIMEOUT_MS);
    return () => void this.#forget(stream);
  }

  close(): Promise<void> {
    for (const stream of [...this.#streams]) this.#end(stream, upstreamLost());
    return Promise.resolve();
  }

  #begin(stream: Stream, payload: SubscribePayload, deadline: number): void {
    const local = this.#find();
    if (local !== undefined) {
      stream.stop = local.subscribe(payload, {
        next: (event) => {
          if (this.#streams.has(stream)) stream.sink.next(event);
        },
        complete: () => this.#end(stream),
        error: (errors) => this.#end(stream, refusedBy(this.#subgraph, errors)),
        lost: () => this.#end(stream, upstreamLost()),
      });
      return;
    }
    const timer = setTimeout(() => {
      if (performance.now() < deadline) this.#begin(stream, payload, deadline);
      else this.#end(stream, upstreamUnavailable());
    }, UPSTREAM_RETRY_MIN_MS);
    stream.stop = () => clearTimeout(timer);
  }

  #end(stream: Stream, error?: OperationEnded): void {
    if (this.#forget(stream)) stream.sink.end(error);
  }

  /** @returns whether the stream was running */
  #forget(stream: Stream): boolean {
    const wasRunning = this.#streams.delete(stream);
    if (wasRunning) {
      subscriptionMetrics.upstreams.dec({ subgraph: this.#subgraph });
      stream.stop();
    }
    return wasRunning;
  }
}
