/** Where an intent stands, in Stripe's words. */
export type IntentStatus =
  'requires_payment_method' | 'requires_action' | 'requires_capture' | 'succeeded' | 'canceled';

/** Why a card was refused. */
export interface PaymentError {
  readonly type: 'card_error';
  readonly code: string;
  readonly decline_code: string;
  readonly message: string;
}

/** A payment intent as the API shows it; amounts are integers in minor units. */
export interface PaymentIntent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  readonly amount_capturable: number;
  readonly amount_received: number;
  readonly amount_refunded: number;
  /** ISO 4217 in lower case, as Stripe writes it. */
  readonly currency: string;
  readonly capture_method: 'manual';
  readonly status: IntentStatus;
  readonly payment_method: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly last_payment_error: PaymentError | null;
  readonly next_action: { readonly type: 'use_stripe_sdk' } | null;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly canceled_at: number | null;
}

export interface Refund {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly currency: string;
  readonly payment_intent: string;
  readonly status: 'succeeded';
  readonly created: number;
}
