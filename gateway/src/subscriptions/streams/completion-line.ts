import type { EventText } from '../event-text.ts';
import type { OperationEnded } from '../operation-ended.ts';
import { subscriptionMetrics } from '../subscription-metrics.ts';
import type { SourceEvent } from './source-event.ts';

/** An event ready for its subscribers. */
export interface ReadyEvent extends Omit<SourceEvent, 'result'> {
  event: EventText;
}

type Entry =
  | { kind: 'event'; event: SourceEvent | undefined }
  | { kind: 'end'; error: OperationEnded | undefined };

export interface LineOptions {
  complete: (event: SourceEvent) => Promise<EventText>;
  onReady: (event: ReadyEvent) => void;
  /** Every event before the end is ready. */
  onEnd: (error: OperationEnded | undefined) => void;
  /** More than `maxEvents` that may not be left out are waiting; the line is closed. */
  onOverflow: () => void;
  maxEvents: number;
}

/**
 * Completes events one after the other, so that they leave in the order in which they came. While one
 * takes its time, of those that may be left out the newest of each key waits.
 */
export class CompletionLine {
  readonly #options: LineOptions;
  #waiting: Entry[] = [];
  readonly #newest = new Map<string, Extract<Entry, { kind: 'event' }>>();
  #events = 0;
  #isRunning = false;
  #isPaused = false;
  #isClosed = false;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  push(event: SourceEvent): void {
    if (this.#isClosed) return;
    const entry: Entry = { kind: 'event', event };
    const { conflationKey } = event;
    if (conflationKey !== undefined) {
      const older = this.#newest.get(conflationKey);
      if (older !== undefined) {
        older.event = undefined;
        this.#events -= 1;
        subscriptionMetrics.conflated.inc();
      }
      this.#newest.set(conflationKey, entry);
    }
    if (this.#events >= this.#options.maxEvents) {
      this.close();
      this.#options.onOverflow();
      return;
    }
    this.#events += 1;
    this.#waiting.push(entry);
    void this.#run();
  }

  /** Told behind the events already taken; more may follow. */
  end(error: OperationEnded | undefined): void {
    if (this.#isClosed) return;
    this.#waiting.push({ kind: 'end', error });
    void this.#run();
  }

  /** Nobody is there to complete for. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    void this.#run();
  }

  /** Drops what waits; nothing is told any more. */
  close(): void {
    this.#isClosed = true;
    this.#waiting = [];
    this.#newest.clear();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (!this.#isClosed && !this.#isPaused) {
      const entry = this.#waiting.shift();
      if (entry === undefined) break;
      if (entry.kind === 'end') this.#options.onEnd(entry.error);
      else if (entry.event !== undefined) {
        const { event } = entry;
        this.#took(event);
        this.#ready(event, await this.#options.complete(event));
      }
    }
    this.#isRunning = false;
  }

  #took({ conflationKey }: SourceEvent): void {
    this.#events -= 1;
    if (conflationKey !== undefined) this.#newest.delete(conflationKey);
  }

  #ready({ sequence, cursor, conflationKey }: SourceEvent, event: EventText): void {
    if (!this.#isClosed) this.#options.onReady({ sequence, cursor, conflationKey, event });
  }
}
