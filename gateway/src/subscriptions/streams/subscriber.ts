import type { OperationEnded } from '../operation-ended.ts';

/** Who receives the events of one subscription, whatever the transport. */
export interface Subscriber {
  /**
   * @param text the result as JSON
   * @param conflationKey set when the event may be left out for a newer one with the same key
   */
  next(text: string, conflationKey: string | undefined): void;
  /** Called once at most; without an error the subscription is complete. */
  end(error?: OperationEnded): void;
}
