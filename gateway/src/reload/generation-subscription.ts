import type { PreparedOperation } from '../execution/prepared-operation.ts';
import type { EventText } from '../subscriptions/event-text.ts';
import type { OperationEnded } from '../subscriptions/operation-ended.ts';
import type { Subscriber } from '../subscriptions/streams/subscriber.ts';
import type { OpenSubscription } from '../subscriptions/streams/subscriptions.ts';

/** A subscription that counts as a use of its generation until it ends. */
export class GenerationSubscription implements Subscriber, OpenSubscription {
  readonly #subscriber: Subscriber;
  readonly #release: () => void;
  #opened: OpenSubscription | undefined;

  constructor(subscriber: Subscriber, release: () => void) {
    this.#subscriber = subscriber;
    this.#release = release;
  }

  /** @param opened with this one as its subscriber */
  run(opened: OpenSubscription): this {
    this.#opened = opened;
    return this;
  }

  get operation(): PreparedOperation {
    if (this.#opened === undefined) throw new Error('the subscription has not been opened yet');
    return this.#opened.operation;
  }

  next(event: EventText, conflationKey: string | undefined): void {
    this.#subscriber.next(event, conflationKey);
  }

  end(error?: OperationEnded): void {
    this.#release();
    this.#subscriber.end(error);
  }

  leave(): void {
    this.#opened?.leave();
    this.#release();
  }

  interrupt(reason: OperationEnded): void {
    this.#opened?.interrupt(reason);
  }
}
