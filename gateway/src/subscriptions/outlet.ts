import type { Writable } from 'node:stream';
import { subscriptionMetrics } from './subscription-metrics.ts';

export interface OutletOptions {
  /** The connection itself, which says when its client is behind. */
  stream: Pick<Writable, 'writableNeedDrain' | 'on'>;
  write: (frame: string) => void;
  /** Bytes that wait for the client to read them. */
  bufferedBytes: () => number;
  limitBytes: number;
  /** More than the limit is waiting. */
  onOverflow: () => void;
}

/**
 * What goes out to one client. It never waits for the client to read. While the client is behind, of the
 * events that may be left out the newest of each key is held back; everything else goes to the buffer,
 * and too much in the buffer is the end.
 */
export class Outlet {
  readonly #options: OutletOptions;
  /** By subscription, then by key. */
  readonly #held = new Map<string, Map<string, string>>();
  #heldBytes = 0;

  constructor(options: OutletOptions) {
    this.#options = options;
    options.stream.on('drain', () => this.#release());
  }

  get bufferedBytes(): number {
    return this.#options.bufferedBytes() + this.#heldBytes;
  }

  send(frame: string): void {
    // One large answer may exceed the bound for a moment; what counts is whether it was read since.
    if (this.bufferedBytes > this.#options.limitBytes) this.#options.onOverflow();
    else this.#options.write(frame);
  }

  /** An event of one subscription; with a key it may be left out for a newer one. */
  sendEvent(subscription: string, frame: string, conflationKey: string | undefined): void {
    if (conflationKey === undefined) {
      this.flush(subscription);
      this.send(frame);
    } else if (this.#options.stream.writableNeedDrain) {
      this.#hold(subscription, frame, conflationKey);
    } else {
      this.send(frame);
    }
  }

  /** Sends what is held back of a subscription: something that must not overtake it follows. */
  flush(subscription: string): void {
    for (const frame of this.#take(subscription)) this.send(frame);
  }

  /** Drops what is held back of a subscription. */
  forget(subscription: string): void {
    this.#take(subscription);
  }

  #hold(subscription: string, frame: string, key: string): void {
    let held = this.#held.get(subscription);
    if (held === undefined) this.#held.set(subscription, (held = new Map<string, string>()));
    const older = held.get(key);
    if (older !== undefined) {
      subscriptionMetrics.conflated.inc();
      this.#heldBytes -= older.length;
      held.delete(key);
    }
    held.set(key, frame);
    this.#heldBytes += frame.length;
    if (this.bufferedBytes > this.#options.limitBytes) this.#options.onOverflow();
  }

  #take(subscription: string): string[] {
    const held = this.#held.get(subscription);
    if (held === undefined) return [];
    this.#held.delete(subscription);
    const frames = [...held.values()];
    for (const { length } of frames) this.#heldBytes -= length;
    return frames;
  }

  #release(): void {
    for (const [subscription, held] of this.#held) {
      for (const [key, frame] of held) {
        if (this.#options.stream.writableNeedDrain) return;
        held.delete(key);
        this.#heldBytes -= frame.length;
        this.send(frame);
      }
      if (held.size === 0) this.#held.delete(subscription);
    }
  }
}
