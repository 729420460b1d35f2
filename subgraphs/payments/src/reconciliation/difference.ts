import { formatDecimal, money } from '@tiffin/kernel';

import type { Payment } from '../payments/payment.ts';
import type { ProviderIntent } from '../provider/payment-provider.ts';

/** Something on which the provider and we do not agree. */
export interface ReconciliationDifference {
  /** Null when only the provider knows it. */
  readonly payment: Payment | null;
  /** How it differs, for people. */
  readonly description: string;
}

/** How a payment of ours differs from the provider's record of it; undefined when they agree. */
export function differenceBetween(
  intent: ProviderIntent,
  payment: Payment | undefined,
): ReconciliationDifference | undefined {
  const show = (minor: bigint): string =>
    `${formatDecimal(money(minor, intent.currency))} ${intent.currency}`;
  if (payment === undefined) {
    // A hold of which no money was taken costs nobody anything; what was taken must be known.
    if (intent.capturedMinor === 0n && intent.status !== 'HELD') return undefined;
    return {
      payment: null,
      description: `${intent.id}: the provider has ${intent.status} with ${show(intent.capturedMinor)} captured, we know of nothing`,
    };
  }
  const differences: string[] = [];
  if (payment.currency !== intent.currency) {
    differences.push(`currency ${intent.currency} there, ${payment.currency ?? 'none'} here`);
  }
  if (payment.capturedMinor !== intent.capturedMinor) {
    differences.push(
      `captured ${show(intent.capturedMinor)} there, ${show(payment.capturedMinor)} here`,
    );
  }
  if (payment.refundedMinor !== intent.refundedMinor) {
    differences.push(
      `refunded ${show(intent.refundedMinor)} there, ${show(payment.refundedMinor)} here`,
    );
  }
  if (payment.status === 'VOIDED' && intent.status === 'HELD') {
    differences.push('still held there, VOIDED here');
  }
  if (payment.status === 'AUTHORISED' && intent.status !== 'HELD') {
    differences.push(`${intent.status} there, AUTHORISED here`);
  }
  if (differences.length === 0) return undefined;
  return { payment, description: `${intent.id}: ${differences.join('; ')}` };
}
