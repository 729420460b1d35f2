import type { Money } from '@tiffin/kernel';

/** A hold to be placed. */
export interface HoldRequest {
  readonly idempotencyKey: string;
  readonly amount: Money;
  /** The provider's token of the payment method. */
  readonly paymentMethod: string;
  readonly paymentId: string;
  readonly orderId: string;
}

/** A change to a hold or a charge. */
export interface ChangeRequest {
  readonly idempotencyKey: string;
  readonly intentId: string;
}

/** What the provider knows of one of our payments. */
export interface ProviderIntent {
  readonly id: string;
  readonly status: 'HELD' | 'CHALLENGED' | 'DECLINED' | 'CAPTURED' | 'CANCELLED';
  readonly declineCode: string | null;
  readonly currency: string;
  readonly capturedMinor: bigint;
  readonly refundedMinor: bigint;
  /** Our id of the payment, null when the provider was not told one. */
  readonly paymentId: string | null;
}

/** The provider's sums of one currency. */
export interface ProviderTotals {
  readonly currency: string;
  readonly capturedMinor: bigint;
  readonly refundedMinor: bigint;
}

/**
 * Somebody who moves money. Every change carries an idempotency key: the same key does the same thing once, however often
 * it is sent.
 *
 * Every method throws ProviderUnavailableError when there is no usable answer, and ProviderRefusedError when the answer
 * is that it cannot be done.
 */
export interface PaymentProvider {
  /** Holds an amount. A decline is an answer, not an error. */
  hold(request: HoldRequest): Promise<ProviderIntent>;
  /** Takes what is held, or a part; the rest is let go. */
  capture(request: ChangeRequest & { readonly amount: Money }): Promise<ProviderIntent>;
  /** Lets a hold go. */
  cancel(request: ChangeRequest): Promise<ProviderIntent>;
  /** Gives back a part of what was taken. */
  refund(request: ChangeRequest & { readonly amount: Money }): Promise<void>;
  retrieve(intentId: string): Promise<ProviderIntent>;
  /** All it knows, newest first, page by page. */
  list(after: string | undefined): Promise<{ intents: ProviderIntent[]; hasMore: boolean }>;
  totals(): Promise<ProviderTotals[]>;
  close(): Promise<void>;
}
