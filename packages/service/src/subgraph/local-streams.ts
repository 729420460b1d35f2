import { setImmediate as othersTurn } from 'node:timers/promises';
import type { ExecutionResult, FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { TiffinError } from '../errors/tiffin-error.ts';
import { asGraphQLError, isErrors } from './socket-errors.ts';
import { MAX_OPERATIONS_PER_SOCKET } from './socket-policy.ts';
import type { StreamPreparation } from './stream-preparation.ts';
import type { SubgraphMetrics } from './subgraph-metrics.ts';
import { subscribePerEvent } from './subscribe-per-event.ts';

/** Takes the events of one stream. What ends it is told once, and nothing after it. */
export interface LocalSink {
  next(event: FormattedExecutionResult): void;
  /** It came to its end. */
  complete(): void;
  /** It was refused, or failed. */
  error(errors: readonly GraphQLFormattedError[]): void;
  /** The subgraph goes away: the stream can be taken up where the subgraph is next. */
  lost(): void;
}

export interface LocalStreamsOptions {
  preparation: StreamPreparation;
  metrics: SubgraphMetrics;
  /** More are refused with RATE_LIMITED. */
  maxStreams?: number | undefined;
}

interface Running {
  results: AsyncGenerator<ExecutionResult, void, void> | undefined;
  sink: LocalSink;
}

/**
 * Subscriptions by code of the same process: what a socket to this subgraph would carry, with the same
 * checks and the same answers, and no socket.
 */
export class LocalStreams {
  readonly #options: LocalStreamsOptions;
  readonly #running = new Set<Running>();
  #isClosed = false;

  constructor(options: LocalStreamsOptions) {
    this.#options = options;
  }

  /**
   * @param payload as on a socket; who calls stands signed in its `extensions`
   * @returns ends the stream without a further word to its sink, which is never called before this returns
   */
  subscribe(payload: SubscribePayload, sink: LocalSink): () => void {
    const running: Running = { results: undefined, sink };
    void this.#run(running, payload);
    return () => this.#forget(running);
  }

  /** Tells every stream that it is lost. */
  close(): void {
    this.#isClosed = true;
    for (const running of [...this.#running]) this.#end(running, (sink) => sink.lost());
  }

  async #run(running: Running, payload: SubscribePayload): Promise<void> {
    const { preparation, maxStreams = MAX_OPERATIONS_PER_SOCKET } = this.#options;
    const isFull = this.#running.size >= maxStreams;
    this.#running.add(running);
    this.#options.metrics.operationStarted();
    const refuse = (errors: Parameters<StreamPreparation['formatAll']>[1]): void =>
      this.#end(running, (sink) => sink.error(preparation.formatAll(payload, errors)));
    try {
      // Whoever subscribes is not told anything before they know how to stop it.
      await Promise.resolve();
      if (this.#isClosed) return this.#end(running, (sink) => sink.lost());
      if (isFull) return refuse([new TiffinError('RATE_LIMITED', 'Too many subscriptions.')]);
      const prepared = await preparation.prepare(payload);
      if (isErrors(prepared)) return refuse(prepared);
      if (!this.#running.has(running)) return;
      const results = await subscribePerEvent(prepared);
      if (!(Symbol.asyncIterator in results)) return refuse(results.errors ?? []);
      running.results = results;
      if (!this.#running.has(running)) return void (await results.return());
      for await (const result of results) {
        if (!this.#running.has(running)) return;
        running.sink.next(this.#formatted(payload, result));
        // As on a socket, the next event waits until others had their turn with this one.
        await othersTurn();
      }
      this.#end(running, (sink) => sink.complete());
    } catch (error) {
      refuse([asGraphQLError(error)]);
    }
  }

  #formatted(payload: SubscribePayload, result: ExecutionResult): FormattedExecutionResult {
    const { errors, ...rest } = result;
    if (errors === undefined) return rest as FormattedExecutionResult;
    return { ...rest, errors: this.#options.preparation.formatAll(payload, errors) };
  }

  #end(running: Running, tell: (sink: LocalSink) => void): void {
    if (this.#forget(running)) tell(running.sink);
  }

  /** @returns whether it was running */
  #forget(running: Running): boolean {
    const wasRunning = this.#running.delete(running);
    if (!wasRunning) return false;
    this.#options.metrics.operationEnded();
    // What the source throws while it winds up concerns nobody any more.
    running.results?.return().catch(() => undefined);
    return true;
  }
}
