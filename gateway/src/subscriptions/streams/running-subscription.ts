import type { PreparedOperation } from '../../execution/prepared-operation.ts';
import type { EventText } from '../event-text.ts';
import type { OperationEnded } from '../operation-ended.ts';
import { subscriptionMetrics } from '../subscription-metrics.ts';
import type { Subscriber } from './subscriber.ts';

/** One running subscription. */
export interface OpenSubscription {
  readonly operation: PreparedOperation;
  /** Ends it without a further word to its subscriber. Idempotent. */
  leave(): void;
  /** Ends it at once, with these errors. */
  interrupt(reason: OperationEnded): void;
}

/** Where a subscription stands: in line for a stream of its own, on one, or on a shared one. */
export interface Standing {
  stop(): void;
}

/**
 * A subscription from its opening to its end, wherever its events come from. It is all that is kept of
 * one that waits on a shared stream, beside its place there.
 */
export class RunningSubscription implements OpenSubscription, Subscriber {
  readonly operation: PreparedOperation;
  readonly #subscriber: Subscriber;
  readonly #all: Set<OpenSubscription>;
  #standing: Standing | undefined;
  #isOpen = true;

  constructor(operation: PreparedOperation, subscriber: Subscriber, all: Set<OpenSubscription>) {
    this.operation = operation;
    this.#subscriber = subscriber;
    this.#all = all;
    all.add(this);
    subscriptionMetrics.subscribers.inc();
  }

  stand(standing: Standing): void {
    if (this.#isOpen) this.#standing = standing;
    else standing.stop();
  }

  next(event: EventText, conflationKey: string | undefined): void {
    if (this.#isOpen) this.#subscriber.next(event, conflationKey);
  }

  end(error?: OperationEnded): void {
    if (!this.#isOpen) return;
    this.leave();
    this.#subscriber.end(error);
  }

  leave(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#all.delete(this);
    subscriptionMetrics.subscribers.dec();
    const standing = this.#standing;
    this.#standing = undefined;
    standing?.stop();
  }

  interrupt(reason: OperationEnded): void {
    this.end(reason);
  }
}
