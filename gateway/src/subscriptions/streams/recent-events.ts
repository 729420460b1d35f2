import { LATEST_KEYS, RECENT_CHARACTERS, RECENT_EVENTS } from '../subscription-policy.ts';
import type { EventText } from '../event-text.ts';
import type { ReadyEvent } from './completion-line.ts';

interface Kept {
  sequence: number;
  cursor: string | undefined;
  event: EventText;
}

interface Latest {
  ready: ReadyEvent;
  untilMs: number;
}

/** The last events of a shared stream, for those who resume not far behind, and the newest of each key. */
export class RecentEvents {
  /** Where the stream was begun; stands for what came before the first event. */
  #base: { cursor: string; sequence: number | undefined } | undefined;
  #kept: Kept[] = [];
  #characters = 0;
  #hasDropped = false;
  readonly #latest = new Map<string, Latest>();
  readonly #lastsMs: number;
  readonly #nowMs: () => number;

  /** @param lastsMs how long the newest event of a key tells of the present */
  constructor(
    begunAfter: string | undefined,
    lastsMs = Infinity,
    nowMs: () => number = () => performance.now(),
  ) {
    this.#lastsMs = lastsMs;
    this.#nowMs = nowMs;
    this.#base = begunAfter === undefined ? undefined : { cursor: begunAfter, sequence: undefined };
  }

  /** The sequence of the last event; undefined before the first. */
  get last(): number | undefined {
    return this.#kept.at(-1)?.sequence;
  }

  /** The newest event of each key since the last that is not left out, as far as they are of the present. */
  get latest(): Iterable<ReadyEvent> {
    const nowMs = this.#nowMs();
    return [...this.#latest.values()]
      .filter(({ untilMs }) => nowMs < untilMs)
      .map(({ ready }) => ready);
  }

  add(ready: ReadyEvent): void {
    const { sequence, cursor, conflationKey, event } = ready;
    if (conflationKey !== undefined) {
      this.#latest.delete(conflationKey);
      this.#latest.set(conflationKey, { ready, untilMs: this.#nowMs() + this.#lastsMs });
      const [oldest] = this.#latest.keys();
      if (this.#latest.size > LATEST_KEYS && oldest !== undefined) this.#latest.delete(oldest);
      return;
    }
    this.#latest.clear();
    if (sequence === undefined) return;
    this.#kept.push({ sequence, cursor, event });
    this.#characters += event.text.length;
    while (
      this.#kept.length > 1 &&
      (this.#kept.length > RECENT_EVENTS || this.#characters > RECENT_CHARACTERS)
    ) {
      const dropped = this.#kept.shift();
      this.#hasDropped = true;
      this.#characters -= dropped?.event.text.length ?? 0;
      if (dropped?.cursor !== undefined) {
        this.#base = { cursor: dropped.cursor, sequence: dropped.sequence };
      }
    }
  }

  /** The sequence at which a cursor stands, `-Infinity` for the beginning; undefined when it is none of those kept. */
  sequenceAt(cursor: string): number | undefined {
    const kept = this.#kept.find((each) => each.cursor === cursor);
    if (kept !== undefined) return kept.sequence;
    if (this.#base?.cursor !== cursor) return undefined;
    // Before the first event there is nothing it could have missed of this stream.
    return this.#base.sequence ?? -Infinity;
  }

  /** A cursor after which the source has something to say at once: what stands before the last event. */
  get beforeLast(): string | undefined {
    if (this.#kept.length === 0) return undefined;
    return (this.#kept.at(-2) ?? this.#base)?.cursor;
  }

  /** What follows a sequence, or the beginning (`-Infinity`); undefined when that is not known here without a gap. */
  since(sequence: number): readonly Kept[] | undefined {
    const { last } = this;
    const isBeginning = sequence === -Infinity;
    if (last === undefined) return isBeginning ? [] : undefined;
    if (sequence >= last) return [];
    const isCovered =
      (isBeginning && !this.#hasDropped) ||
      sequence === this.#base?.sequence ||
      this.#kept.some((each) => each.sequence === sequence);
    return isCovered ? this.#kept.filter((each) => each.sequence > sequence) : undefined;
  }
}
