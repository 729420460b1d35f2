import { InvalidCursorError, LogGapError, LogUnavailableError } from '../errors.ts';
import { backoffMs } from '../outage/backoff.ts';
import { pause } from '../outage/pause.ts';
import { eventsPolicy } from '../policy.ts';
import { unlessAborted } from './abandon.ts';

/** An event of a log: its place, gap-free from 1, is `sequence`. */
export interface Sequenced {
  readonly sequence: number;
}

/** Reads at most `limit` events after `afterSequence`, in order. */
export type ReadLog<E extends Sequenced> = (
  afterSequence: number,
  limit: number,
) => Promise<readonly E[]>;

/** Follows one log in order, bearing with a database that is away for a while. */
export class LogReader<E extends Sequenced> {
  readonly #readLog: ReadLog<E>;
  readonly #sparse: boolean;
  readonly #signal: AbortSignal;
  #gapSinceMs: number | undefined;
  /** The last event handed out. */
  last = 0;

  constructor(readLog: ReadLog<E>, sparse: boolean, signal: AbortSignal) {
    this.#readLog = readLog;
    this.#sparse = sparse;
    this.#signal = signal;
  }

  /**
   * Places the reader after `sequence` and returns the event at that place.
   *
   * @throws InvalidCursorError when the log has not come that far
   * @throws LogGapError when the log no longer goes back that far
   */
  async resumeAfter(sequence: number): Promise<E | undefined> {
    this.last = sequence;
    if (sequence === 0) return undefined;
    const [event] = await this.#read(sequence - 1, 1);
    if (event?.sequence === sequence) return event;
    if (this.#sparse) return undefined;
    throw event === undefined
      ? new InvalidCursorError('it is ahead of the log')
      : new LogGapError();
  }

  /** The next events that follow without a hole; `full` says that more may be there at once. */
  async nextPage(): Promise<{ events: E[]; full: boolean; hole: boolean }> {
    const page = await this.#read(this.last, eventsPolicy.subscriberPage);
    const events: E[] = [];
    let last = this.last;
    for (const event of page) {
      if (event.sequence <= last) continue;
      if (!this.#sparse && event.sequence !== last + 1) break;
      events.push(event);
      last = event.sequence;
    }
    const hole =
      !this.#sparse && events.length === 0 && page.some(({ sequence }) => sequence > last);
    this.#watchHole(hole);
    return { events, full: page.length >= eventsPolicy.subscriberPage, hole };
  }

  /** A hole never lasts in a log whose numbers are taken under a lock; one that does must not be skipped in silence. */
  #watchHole(hole: boolean): void {
    if (!hole) {
      this.#gapSinceMs = undefined;
      return;
    }
    this.#gapSinceMs ??= performance.now();
    if (performance.now() - this.#gapSinceMs > eventsPolicy.gapPatienceMs) throw new LogGapError();
  }

  async #read(after: number, limit: number): Promise<readonly E[]> {
    const startedMs = performance.now();
    for (let failures = 0; ; failures++) {
      try {
        return await unlessAborted(this.#readLog(after, limit), this.#signal);
      } catch (error) {
        // Rights and the like are the caller's answer; anything else is taken for an outage.
        if (this.#signal.aborted || isAnswer(error)) throw error;
        if (performance.now() - startedMs > eventsPolicy.readPatienceMs)
          throw new LogUnavailableError(error);
        await pause(
          backoffMs(failures, eventsPolicy.outageBaseMs, eventsPolicy.outageCeilingMs),
          this.#signal,
        );
      }
    }
  }
}

/** Errors with a GraphQL code are meant for the subscriber. */
function isAnswer(error: unknown): boolean {
  const extensions = (error as { extensions?: { code?: unknown } } | null)?.extensions;
  return typeof extensions?.code === 'string';
}
