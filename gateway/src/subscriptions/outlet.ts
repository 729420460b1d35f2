import type { EventText } from './event-text.ts';
import { deliveryUnderWay } from '../observation/delivery.ts';
import { subscriptionMetrics } from './subscription-metrics.ts';

/** The connection to one client. */
export interface Outflow {
  /** Whether its client has not read what it was sent. */
  readonly isBehind: boolean;
  /** Bytes that wait for the client to read them. */
  readonly waitingBytes: number;
  write(message: string): void;
  /** @param subscription whose event it is */
  writeEvent(subscription: string, event: EventText): void;
  /** Calls back once, when the client is not behind any more. */
  onceCaughtUp(callback: () => void): void;
  /** More than the limit is waiting. */
  onOverflow(): void;
}

/** By key. */
type HeldEvents = Map<string, EventText>;

/**
 * What goes out to one client. It never waits for the client to read. While the client is behind, of the
 * events that may be left out the newest of each key is held back; everything else goes to the buffer,
 * and too much in the buffer is the end.
 */
export class Outlet {
  readonly #outflow: Outflow;
  readonly #limitBytes: number;
  /** By subscription; undefined until something is. */
  #held: Map<string, HeldEvents> | undefined;
  #heldCharacters = 0;
  #isAwaiting = false;

  constructor(outflow: Outflow, limitBytes: number) {
    this.#outflow = outflow;
    this.#limitBytes = limitBytes;
  }

  /** What is held back included, whose characters count for bytes. */
  get bufferedBytes(): number {
    return this.#outflow.waitingBytes + this.#heldCharacters;
  }

  send(message: string): void {
    if (this.#hasRoom()) this.#outflow.write(message);
  }

  /** An event of one subscription; with a key it may be left out for a newer one. */
  sendEvent(subscription: string, event: EventText, conflationKey: string | undefined): void {
    if (conflationKey === undefined) {
      this.flush(subscription);
      this.#send(subscription, event);
    } else if (this.#outflow.isBehind) {
      this.#hold(subscription, event, conflationKey);
    } else {
      this.#send(subscription, event);
    }
  }

  /** Sends what is held back of a subscription: something that must not overtake it follows. */
  flush(subscription: string): void {
    for (const event of this.#take(subscription)) this.#send(subscription, event);
  }

  /** Drops what is held back of a subscription. */
  forget(subscription: string): void {
    this.#take(subscription);
  }

  #send(subscription: string, event: EventText): void {
    if (this.#hasRoom()) this.#outflow.writeEvent(subscription, event);
  }

  /** One large answer may exceed the bound for a moment; what counts is whether it was read since. */
  #hasRoom(): boolean {
    if (this.bufferedBytes <= this.#limitBytes) return true;
    deliveryUnderWay()?.cut(this.bufferedBytes);
    this.#outflow.onOverflow();
    return false;
  }

  #hold(subscription: string, event: EventText, key: string): void {
    this.#held ??= new Map();
    let held = this.#held.get(subscription);
    if (held === undefined) this.#held.set(subscription, (held = new Map()));
    const older = held.get(key);
    if (older !== undefined) {
      subscriptionMetrics.conflated.inc();
      this.#heldCharacters -= older.text.length;
      held.delete(key);
    }
    held.set(key, event);
    this.#heldCharacters += event.text.length;
    deliveryUnderWay()?.held(this.bufferedBytes, older !== undefined);
    this.#awaitClient();
    if (this.bufferedBytes > this.#limitBytes) this.#outflow.onOverflow();
  }

  #take(subscription: string): EventText[] {
    const held = this.#held?.get(subscription);
    if (held === undefined) return [];
    this.#held?.delete(subscription);
    const events = [...held.values()];
    for (const { text } of events) this.#heldCharacters -= text.length;
    return events;
  }

  #awaitClient(): void {
    if (this.#isAwaiting) return;
    this.#isAwaiting = true;
    this.#outflow.onceCaughtUp(() => {
      this.#isAwaiting = false;
      this.#release();
    });
  }

  #release(): void {
    for (const [subscription, held] of this.#held ?? []) {
      for (const [key, event] of held) {
        if (this.#outflow.isBehind) return this.#awaitClient();
        held.delete(key);
        this.#heldCharacters -= event.text.length;
        this.#send(subscription, event);
      }
      if (held.size === 0) this.#held?.delete(subscription);
    }
    this.#held = undefined;
  }
}
