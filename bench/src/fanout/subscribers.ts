import { channelName, OPENING_SEQUENCE } from '../graph/emission.ts';
import { Subscriber, type Observer } from './subscriber.ts';
import type {
  AwaitOrder,
  OpenOrder,
  SubscriberOrder,
  SubscriberState,
} from './subscriber-orders.ts';

/** Sockets that are being opened at a time. */
const OPENED_AT_ONCE = 50;
const LOOK_EVERY_MS = 5;

/** Many subscribers in one process, and what they have seen. */
export class Subscribers implements Observer {
  readonly #all: Subscriber[] = [];
  #closed = 0;
  #failures = 0;
  #outOfSequence = 0;
  #latenciesMs: number[] = [];

  async follow(order: SubscriberOrder): Promise<SubscriberState> {
    if (order.kind === 'open') {
      await this.#open(order);
      return this.#report(OPENING_SEQUENCE);
    }
    await this.#await(order);
    return this.#report(order.sequence);
  }

  arrived(latencyMs: number, isInSequence: boolean): void {
    this.#latenciesMs.push(latencyMs);
    if (!isInSequence) this.#outOfSequence += 1;
  }

  failed(): void {
    this.#failures += 1;
  }

  closed(): void {
    this.#closed += 1;
  }

  async #open({ url, authorizations, group, channels }: OpenOrder): Promise<void> {
    const waiting = authorizations.entries();
    const openInTurn = async (): Promise<void> => {
      // All take from the same iterator.
      for (const [index, authorization] of waiting) {
        const subscriber = new Subscriber(this);
        this.#all.push(subscriber);
        await subscriber.open(url, authorization, channelName(group, index % channels));
      }
    };
    await Promise.all(Array.from({ length: OPENED_AT_ONCE }, openInTurn));
  }

  async #await({ sequence, timeoutMs }: AwaitOrder): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline && !this.#all.every((each) => has(each, sequence))) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  #report(sequence: number): SubscriberState {
    const latenciesMs = this.#latenciesMs;
    this.#latenciesMs = [];
    return {
      open: this.#all.length - this.#closed,
      closed: this.#closed,
      arrived: this.#all.filter((each) => has(each, sequence)).length,
      outOfSequence: this.#outOfSequence,
      failures: this.#failures,
      latenciesMs,
    };
  }
}

function has({ lastSequence }: Subscriber, sequence: number): boolean {
  return lastSequence !== undefined && lastSequence >= sequence;
}
