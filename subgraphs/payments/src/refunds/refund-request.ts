import { isUuid, parseMoney, type Money } from '@tiffin/kernel';
import { userError, type UserError } from '@tiffin/service';

import type { RefundPaymentInput, UserErrorCode } from '../generated/graph.ts';
import { inCurrencyOf, type Payment } from '../payments/payment.ts';
import { paymentsPolicy } from '../policy.ts';

export type RefundError = UserError<UserErrorCode>;

/** What is wrong with the input alone. */
export function inputErrors(input: RefundPaymentInput): RefundError[] {
  const errors: RefundError[] = [];
  const length = input.reason.trim().length;
  if (length < 1 || length > paymentsPolicy.maxRefundReasonLength) {
    errors.push(
      userError(
        'INVALID_INPUT',
        `The reason has 1 to ${paymentsPolicy.maxRefundReasonLength} characters.`,
        'input.reason',
      ),
    );
  }
  if (!isUuid(input.orderId)) errors.push(orderNotFound());
  return errors;
}

export function orderNotFound(): RefundError {
  return userError('NOT_FOUND', 'This order has no payment.', 'input.orderId');
}

/**
 * How much is to be given back, or why nothing can be.
 *
 * @param pendingMinor refunds that are asked for and not made yet
 * @param decimal major units; null for all that is left
 */
export function refundAmount(
  payment: Payment,
  pendingMinor: bigint,
  decimal: string | null,
): Money | RefundError {
  if (payment.status !== 'CAPTURED') {
    return userError(
      'INVALID_TRANSITION',
      `The payment is ${payment.status}; only a CAPTURED one can be refunded.`,
      'input.orderId',
    );
  }
  const left = inCurrencyOf(payment, payment.capturedMinor - payment.refundedMinor - pendingMinor);
  const amount = decimal === null ? left : readAmount(decimal, left.currency);
  if (amount === undefined || (decimal !== null && amount.minor <= 0n)) {
    return userError(
      'INVALID_INPUT',
      `The amount is a positive decimal with as many decimals as ${left.currency} has.`,
      'input.amount',
    );
  }
  if (amount.minor > left.minor || amount.minor <= 0n) {
    return userError('EXCEEDS_CAPTURED', 'That is more than is left.', 'input.amount');
  }
  return amount;
}

function readAmount(decimal: string, currency: string): Money | undefined {
  try {
    return parseMoney(decimal, currency);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
