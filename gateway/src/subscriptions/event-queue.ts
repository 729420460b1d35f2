/**
 * Hands events from one producer to one consumer, in order and bounded. An end waits behind the
 * events before it; closing drops them.
 */
export class EventQueue<Event> {
  readonly #maxEvents: number;
  readonly #events: Event[] = [];
  #waiting:
    { resolve: (event: Event | undefined) => void; reject: (error: Error) => void } | undefined;
  #end: { error: Error | undefined } | undefined;

  constructor(maxEvents: number) {
    this.#maxEvents = maxEvents;
  }

  /** @returns false when the queue is full; the event is not taken */
  push(event: Event): boolean {
    if (this.#end !== undefined) return true;
    if (this.#waiting !== undefined) {
      this.#waiting.resolve(event);
      this.#waiting = undefined;
      return true;
    }
    if (this.#events.length >= this.#maxEvents) return false;
    this.#events.push(event);
    return true;
  }

  /** After the events already taken, the consumer gets `error`, or the end without one. Once only. */
  end(error?: Error): void {
    if (this.#end !== undefined) return;
    this.#end = { error };
    if (this.#waiting === undefined) return;
    if (error === undefined) this.#waiting.resolve(undefined);
    else this.#waiting.reject(error);
    this.#waiting = undefined;
  }

  /** Ends now: events not yet consumed are dropped. */
  close(error?: Error): void {
    this.#events.length = 0;
    if (error !== undefined && this.#end !== undefined) this.#end = { error };
    this.end(error);
  }

  /** The next event; undefined at the end. One call at a time. @throws what the queue ended with */
  next(): Promise<Event | undefined> {
    const event = this.#events.shift();
    if (event !== undefined) return Promise.resolve(event);
    if (this.#end !== undefined) {
      const { error } = this.#end;
      // Told once; afterwards the queue is just empty.
      this.#end = { error: undefined };
      return error === undefined ? Promise.resolve(undefined) : Promise.reject(error);
    }
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }
}
