/** The first event of a channel; what comes before it only shows that a subscription is there. */
export const PROBE_SEQUENCE = 0;

/** Follows the events of one socket. */
export class SequenceCheck {
  #last = PROBE_SEQUENCE;

  get last(): number {
    return this.#last;
  }

  /** @returns whether this event is the next one; probes always are */
  take(sequence: number): boolean {
    if (sequence === PROBE_SEQUENCE && this.#last === PROBE_SEQUENCE) return true;
    const follows = sequence === this.#last + 1;
    this.#last = Math.max(this.#last, sequence);
    return follows;
  }
}
