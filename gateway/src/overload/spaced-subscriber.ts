import type { EventText } from '../subscriptions/event-text.ts';
import type { OperationEnded } from '../subscriptions/operation-ended.ts';
import type { Subscriber } from '../subscriptions/streams/subscriber.ts';
import { overloadMetrics } from './overload-metrics.ts';
import { SPACED_KEYS } from './overload-policy.ts';
import type { Overload } from './overload.ts';

/**
 * While events are spaced, of those that may be left out only the newest of each key goes out per
 * interval. All others go out at once, after what they must not overtake.
 */
export class SpacedSubscriber implements Subscriber {
  readonly #subscriber: Subscriber;
  readonly #overload: Pick<Overload, 'spacing'>;
  readonly #held = new Map<string, EventText>();
  #timer: NodeJS.Timeout | undefined;

  constructor(subscriber: Subscriber, overload: Pick<Overload, 'spacing'>) {
    this.#subscriber = subscriber;
    this.#overload = overload;
  }

  next(event: EventText, conflationKey: string | undefined): void {
    const { spacing } = this.#overload;
    const mayWait = conflationKey !== undefined && spacing !== undefined;
    if (mayWait && (this.#held.has(conflationKey) || this.#held.size < SPACED_KEYS)) {
      overloadMetrics.shed.inc({ level: spacing.level });
      this.#held.delete(conflationKey);
      this.#held.set(conflationKey, event);
      this.#timer ??= setTimeout(() => this.#flush(), spacing.intervalMs).unref();
      return;
    }
    this.#flush();
    this.#subscriber.next(event, conflationKey);
  }

  end(error?: OperationEnded): void {
    this.#flush();
    this.#subscriber.end(error);
  }

  /** Drops what waits: nobody is there any more. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#held.clear();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const held = [...this.#held];
    this.#held.clear();
    for (const [key, event] of held) this.#subscriber.next(event, key);
  }
}
