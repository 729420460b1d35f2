import { ADMISSION_EXTENSION, isAdmissionNotice } from '@tiffin/service';
import type { Caller } from '../../execution/caller.ts';
import type { Variables } from '../../execution/plan-executor.ts';
import { OperationEnded, upstreamLost } from '../operation-ended.ts';
import {
  RESUME_PAUSE_MAX_MS,
  RESUME_PAUSE_MIN_MS,
  RESUME_SETTLED_MS,
  RESUME_TIMEOUT_MS,
} from '../subscription-policy.ts';
import { subscriptionMetrics } from '../subscription-metrics.ts';
import { readEvent, type SourceEvent } from './source-event.ts';
import type { StreamMeans } from './stream-means.ts';
import { sourceVariables, type StreamPlan } from './stream-plan.ts';

export interface StreamRequest {
  plan: StreamPlan;
  variables: Variables;
  /** Where to begin; undefined for the stream's own beginning. */
  after: string | undefined;
  /** On whose behalf, asked at each attempt. */
  caller: () => Caller;
  /** Whether to ask the source to say that it has admitted the caller; not every one can. */
  asksForAdmission?: boolean;
}

export interface StreamSink {
  /** The source says that it has admitted the caller. */
  admitted?(): void;
  event(event: SourceEvent): void;
  /** Called once at most, when the stream is not stopped from here. */
  end(error?: OperationEnded): void;
}

/** What a source that is just starting says. */
const NOT_READY: ReadonlySet<unknown> = new Set(['SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR']);

/**
 * The events of one subscription at the subgraph that owns it, each once and in order. When the source
 * is lost, the stream is taken up again after the last event, if its subgraph declares how.
 */
export class SourceStream {
  readonly #request: StreamRequest;
  readonly #means: StreamMeans;
  readonly #sink: StreamSink;
  #after: string | undefined;
  #lastSequence: number | undefined;
  #hasBegun = false;
  #stopUpstream: () => void = () => undefined;
  #attempt = 0;
  #retries = 0;
  #attemptedAt = 0;
  #lostAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isEnded = false;

  constructor(request: StreamRequest, means: StreamMeans, sink: StreamSink) {
    this.#request = request;
    this.#means = means;
    this.#sink = sink;
    this.#after = request.after;
  }

  /** Where it would be taken up again. */
  get after(): string | undefined {
    return this.#after;
  }

  /** The sequence of the last event received that may not be left out. */
  get lastSequence(): number | undefined {
    return this.#lastSequence;
  }

  get isResumable(): boolean {
    const { resumable, conflated } = this.#request.plan;
    if (resumable === undefined) return conflated !== undefined && conflated.when === undefined;
    if (this.#after !== undefined) return true;
    return resumable.opens === 'SNAPSHOT' && !this.#hasBegun;
  }

  start(): void {
    void this.#subscribe();
  }

  /** Ends it without a further word to its sink. */
  stop(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#stopUpstream();
  }

  async #subscribe(): Promise<void> {
    const { plan, variables, caller, asksForAdmission } = this.#request;
    const attempt = (this.#attempt += 1);
    this.#attemptedAt = performance.now();
    try {
      const extensions = await this.#means.forwarder.extensions(caller());
      if (this.#isEnded) return;
      this.#stopUpstream = this.#means.upstreamOf(plan.subgraph).subscribe(
        {
          query: plan.query,
          ...(plan.operationName === undefined ? {} : { operationName: plan.operationName }),
          variables: sourceVariables(plan, variables, this.#after),
          extensions:
            asksForAdmission === true ? { ...extensions, [ADMISSION_EXTENSION]: true } : extensions,
        },
        {
          next: (result) => {
            if (attempt !== this.#attempt || this.#isEnded) return;
            if (isAdmissionNotice(result)) this.#sink.admitted?.();
            else this.#receive(readEvent(plan, result));
          },
          end: (error) => {
            if (attempt === this.#attempt && !this.#isEnded) this.#onEnd(error);
          },
        },
      );
    } catch (error) {
      if (!this.#isEnded) this.#end(asEnd(error));
    }
  }

  #receive(event: SourceEvent): void {
    if (this.#lostAt !== undefined) subscriptionMetrics.resumed.inc({ how: 'source' });
    this.#lostAt = undefined;
    this.#retries = 0;
    this.#hasBegun = true;
    const { sequence, cursor, conflationKey } = event;
    const last = this.#lastSequence;
    if (sequence !== undefined) {
      const isOld =
        conflationKey === undefined
          ? sequence <= (last ?? -Infinity)
          : sequence < (last ?? -Infinity);
      if (isOld) return;
      if (conflationKey === undefined) {
        this.#lastSequence = sequence;
        if (cursor !== undefined) this.#after = cursor;
      }
    }
    this.#sink.event(event);
  }

  #onEnd(error: OperationEnded | undefined): void {
    if (error === undefined || !this.#mayRetry(error)) {
      this.#end(error);
      return;
    }
    const now = performance.now();
    if (this.#lostAt === undefined || now - this.#attemptedAt > RESUME_SETTLED_MS) {
      this.#lostAt = now;
      this.#retries = 0;
    }
    if (now - this.#lostAt > RESUME_TIMEOUT_MS) {
      this.#end(upstreamLost());
      return;
    }
    const pauseMs = Math.min(RESUME_PAUSE_MIN_MS * 2 ** this.#retries, RESUME_PAUSE_MAX_MS);
    this.#retries += 1;
    this.#timer = setTimeout(() => void this.#subscribe(), pauseMs * Math.random());
  }

  /** A source that was never reached is told to the client at once. */
  #mayRetry(error: OperationEnded): boolean {
    if (!this.isResumable) return false;
    if (this.#lostAt !== undefined) return error.isLoss || NOT_READY.has(error.code);
    const wasReached = error.code !== 'SERVICE_UNAVAILABLE' || this.#hasBegun;
    return wasReached && (error.isLoss || error.code === 'SERVICE_UNAVAILABLE');
  }

  #end(error?: OperationEnded): void {
    this.stop();
    this.#sink.end(error);
  }
}

function asEnd(error: unknown): OperationEnded {
  if (error instanceof OperationEnded) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new OperationEnded([{ message }]);
}
