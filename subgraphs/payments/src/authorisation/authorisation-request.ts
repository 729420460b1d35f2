import { isCurrencyCode, isUuid, money, type Money } from '@tiffin/kernel';
import { TiffinError } from '@tiffin/service';

import type { AuthorisePaymentInput } from '../generated/graph.ts';
import { paymentsPolicy } from '../policy.ts';

/** A hold that another subgraph asks for. */
export interface AuthorisationRequest {
  readonly orderId: string;
  readonly customerId: string;
  readonly restaurantId: string;
  readonly amount: Money;
  readonly paymentMethod: string;
}

/** Tokens look like `pm_…`; a row of digits could be a card's number, which must not get in here. */
const TOKEN = /^[A-Za-z][\w-]*$/;

/** @throws TiffinError BAD_USER_INPUT */
export function authorisationRequest(input: AuthorisePaymentInput): AuthorisationRequest {
  const { orderId, customerId, restaurantId, amountMinor, currency, paymentMethod } = input;
  if (![orderId, customerId, restaurantId].every(isUuid)) throw bad('An id is not a UUID.');
  if (amountMinor < 1 || amountMinor > paymentsPolicy.maxAmountMinor) {
    throw bad('The amount must be more than nothing.');
  }
  if (!isCurrencyCode(currency)) throw bad('The currency is not an ISO 4217 code.');
  if (paymentMethod.length > paymentsPolicy.maxTokenLength || !TOKEN.test(paymentMethod)) {
    throw bad('The payment method is not a token of the provider.');
  }
  return {
    orderId: orderId.toLowerCase(),
    customerId: customerId.toLowerCase(),
    restaurantId: restaurantId.toLowerCase(),
    amount: money(amountMinor, currency),
    paymentMethod,
  };
}

function bad(message: string): TiffinError {
  return new TiffinError('BAD_USER_INPUT', message);
}
