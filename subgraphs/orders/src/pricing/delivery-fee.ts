import { add, formatDecimal, portion, zero, type Money } from '@tiffin/kernel';
import type { DeliveryMode } from '../order/order-record.ts';
import type { Tariff } from './tariff.ts';

/** Distances are charged in steps of this length, begun ones in full. */
const STEP_METERS = 100;
/** One step of a kilometre, in basis points. */
const STEP_BASIS_POINTS = 1_000n;
const STEPS_PER_KILOMETER = 10;

/** A fee and how it comes about. */
export interface ExplainedFee {
  readonly amount: Money;
  readonly explanation: string;
}

/** What bringing the food costs: base, distance and, for EXPRESS, priority. Nothing for PICKUP. */
export function deliveryFee(
  mode: DeliveryMode,
  distanceMeters: number,
  tariff: Tariff,
): ExplainedFee {
  const { deliveryBase, deliveryPerKilometer, expressFee } = tariff;
  if (mode === 'PICKUP') {
    return { amount: zero(deliveryBase.currency), explanation: 'You pick it up yourself.' };
  }
  const steps = Math.ceil(distanceMeters / STEP_METERS);
  const forDistance = portion(deliveryPerKilometer, BigInt(steps) * STEP_BASIS_POINTS);
  const standard = add(deliveryBase, forDistance);
  const kilometers = `${Math.trunc(steps / STEPS_PER_KILOMETER)}.${steps % STEPS_PER_KILOMETER}`;
  const explanation = `${formatDecimal(deliveryBase)}, and ${formatDecimal(deliveryPerKilometer)} for each of ${kilometers} km`;
  if (mode !== 'EXPRESS') return { amount: standard, explanation: `${explanation}.` };
  return {
    amount: add(standard, expressFee),
    explanation: `${explanation}, and ${formatDecimal(expressFee)} for priority.`,
  };
}
