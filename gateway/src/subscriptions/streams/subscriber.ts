import type { EventText } from '../event-text.ts';
import type { OperationEnded } from '../operation-ended.ts';

/** Who receives the events of one subscription, whatever the transport. */
export interface Subscriber {
  /**
   * @param conflationKey set when the event may be left out for a newer one with the same key
   */
  next(event: EventText, conflationKey: string | undefined): void;
  /** Called once at most; without an error the subscription is complete. */
  end(error?: OperationEnded): void;
}
