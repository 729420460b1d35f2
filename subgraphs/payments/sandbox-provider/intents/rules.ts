import { randomBytes } from 'node:crypto';

import { invalidRequest } from '../http/api-error.ts';
import type { PaymentIntent, Refund } from './intent.ts';
import type { TestCard } from './payment-methods.ts';

export interface NewIntent {
  readonly amount: number;
  readonly currency: string;
  readonly paymentMethod: string;
  readonly metadata: Readonly<Record<string, string>>;
}

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** An id in the provider's style. */
export function newId(prefix: 'pi' | 're' | 'evt'): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}

/** Creates and confirms in one go: held, challenged or declined as the card would have it. */
export function createIntent(input: NewIntent, card: TestCard): PaymentIntent {
  const approved = card.outcome === 'approve';
  const challenged = card.outcome === 'challenge';
  return {
    id: newId('pi'),
    object: 'payment_intent',
    amount: input.amount,
    amount_capturable: approved ? input.amount : 0,
    amount_received: 0,
    amount_refunded: 0,
    currency: input.currency,
    capture_method: 'manual',
    status: approved
      ? 'requires_capture'
      : challenged
        ? 'requires_action'
        : 'requires_payment_method',
    payment_method: input.paymentMethod,
    metadata: input.metadata,
    last_payment_error: card.error ?? null,
    next_action: challenged ? { type: 'use_stripe_sdk' } : null,
    created: nowSeconds(),
    canceled_at: null,
  };
}

/** The customer met, or failed, the bank's challenge. */
export function authenticate(intent: PaymentIntent, succeeded: boolean): PaymentIntent {
  requireStatus(intent, 'requires_action');
  if (succeeded) {
    return {
      ...intent,
      status: 'requires_capture',
      amount_capturable: intent.amount,
      next_action: null,
    };
  }
  return {
    ...intent,
    status: 'requires_payment_method',
    next_action: null,
    last_payment_error: {
      type: 'card_error',
      code: 'payment_intent_authentication_failure',
      decline_code: 'authentication_failed',
      message: 'The customer did not pass the authentication.',
    },
  };
}

/** Takes what is held, or a part of it; what is not taken is let go. */
export function capture(intent: PaymentIntent, amount: number | undefined): PaymentIntent {
  requireStatus(intent, 'requires_capture');
  const taken = amount ?? intent.amount_capturable;
  if (taken < 1 || taken > intent.amount_capturable) {
    throw invalidRequest(
      'The amount to capture must be between 1 and what is capturable.',
      'amount_too_large',
      'amount_to_capture',
    );
  }
  return { ...intent, status: 'succeeded', amount_capturable: 0, amount_received: taken };
}

/** Lets the hold go. */
export function cancel(intent: PaymentIntent): PaymentIntent {
  requireStatus(intent, 'requires_capture', 'requires_action', 'requires_payment_method');
  return {
    ...intent,
    status: 'canceled',
    amount_capturable: 0,
    next_action: null,
    canceled_at: nowSeconds(),
  };
}

/** Gives back all that is left of what was taken, or a part of it. */
export function refund(
  intent: PaymentIntent,
  amount: number | undefined,
): { readonly intent: PaymentIntent; readonly refund: Refund } {
  requireStatus(intent, 'succeeded');
  const left = intent.amount_received - intent.amount_refunded;
  const given = amount ?? left;
  if (given < 1 || given > left) {
    throw invalidRequest(
      'The amount is more than what is left of the charge.',
      left === 0 ? 'charge_already_refunded' : 'amount_too_large',
      'amount',
    );
  }
  return {
    intent: { ...intent, amount_refunded: intent.amount_refunded + given },
    refund: {
      id: newId('re'),
      object: 'refund',
      amount: given,
      currency: intent.currency,
      payment_intent: intent.id,
      status: 'succeeded',
      created: nowSeconds(),
    },
  };
}

function requireStatus(intent: PaymentIntent, ...allowed: PaymentIntent['status'][]): void {
  if (allowed.includes(intent.status)) return;
  throw invalidRequest(
    `This intent is ${intent.status}; this needs ${allowed.join(' or ')}.`,
    'payment_intent_unexpected_state',
  );
}
