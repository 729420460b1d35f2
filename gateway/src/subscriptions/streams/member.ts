import type { Caller } from '../../execution/caller.ts';
import type { Channel } from './channel.ts';
import type { Standing } from './running-subscription.ts';
import type { Subscriber } from './subscriber.ts';

/** Somebody whom the source has admitted and who takes the shared events. */
export class Member implements Standing {
  readonly subscriber: Subscriber;
  readonly caller: Caller;
  /** Sequence of the last event received. */
  lastSequence: number | undefined;
  #channel: Channel | undefined;

  constructor(subscriber: Subscriber, caller: Caller, lastSequence?: number) {
    this.subscriber = subscriber;
    this.caller = caller;
    this.lastSequence = lastSequence;
  }

  joined(channel: Channel): void {
    this.#channel = channel;
  }

  /** Leaves the shared stream. */
  stop(): void {
    this.#channel?.leave(this);
  }
}
