import { OPENING_SEQUENCE } from '../graph/emission.ts';

/** Follows the events of one socket. */
export class SequenceCheck {
  #last: number | undefined;

  /** Undefined until the subscription is there. */
  get last(): number | undefined {
    return this.#last;
  }

  /** @returns whether this event is the next one */
  take(sequence: number): boolean {
    const follows = sequence === (this.#last === undefined ? OPENING_SEQUENCE : this.#last + 1);
    this.#last = Math.max(this.#last ?? sequence, sequence);
    return follows;
  }
}
