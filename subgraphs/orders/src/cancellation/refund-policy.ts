import {
  add,
  BASIS_POINTS,
  money,
  portion,
  subtract,
  zero,
  type DomainInstant,
  type Money,
} from '@tiffin/kernel';
import type { OrderRecord } from '../order/order-record.ts';
import { orderPolicy } from '../policy.ts';
import type { Cause } from './early-end.ts';

/** What becomes of the money of an order that ended early. `charged + refunded` is the order's total. */
export interface CancellationSettlement {
  /** What goes back to the customer. */
  readonly refunded: Money;
  /** What is kept. */
  readonly charged: Money;
  /** The part of `charged` for the restaurant's items, before commission. */
  readonly items: Money;
  /** The part of `charged` that is tax. */
  readonly tax: Money;
  /** Base pay of a driver who was on the way, zero without one; at the platform's cost when `charged` does not cover it. */
  readonly driverEarnings: Money;
}

/** What the policy looks at. */
export type CancelledOrder = Pick<OrderRecord, 'status' | 'amounts' | 'acceptedAt' | 'driver'>;

/**
 * The part of items and fees that goes back, in basis points: all when the customer is not the cause or the restaurant
 * has not accepted; half within 5 minutes of the acceptance; nothing later or after pick-up.
 */
export function refundBasisPoints(order: CancelledOrder, cause: Cause, now: DomainInstant): number {
  if (cause !== 'CUSTOMER' || order.acceptedAt === null) {
    return orderPolicy.refundBeforeAcceptanceBasisPoints;
  }
  const inGrace = now - order.acceptedAt <= orderPolicy.gracePeriodMs;
  return inGrace && !isPickedUp(order)
    ? orderPolicy.refundInGracePeriodBasisPoints
    : orderPolicy.refundLaterBasisPoints;
}

/**
 * Settles an early end. The tip always goes back, and so does the delivery fee as far as nobody has earned it: it is
 * kept after pick-up, up to the base pay of a driver on the way to the restaurant, and not at all without one.
 * Tax is kept on what is kept, rounded down.
 */
export function settleCancellation(
  order: CancelledOrder,
  cause: Cause,
  now: DomainInstant,
): CancellationSettlement {
  const { amounts, driver } = order;
  const { currency } = amounts.total;
  const keptBasisPoints = BASIS_POINTS - BigInt(refundBasisPoints(order, cause, now));
  const keep = (amount: Money): Money => portion(amount, keptBasisPoints);
  const items = keep(amounts.items);
  const untaxed = add(
    items,
    keep(amounts.serviceFee),
    keep(amounts.smallOrderFee),
    earnedDeliveryFee(order, keep(amounts.deliveryFee)),
  );
  const tax = taxOn(untaxed, order);
  const charged = add(untaxed, tax);
  return {
    charged,
    refunded: subtract(amounts.total, charged),
    items,
    tax,
    driverEarnings: driver?.basePay ?? zero(currency),
  };
}

function isPickedUp({ status }: CancelledOrder): boolean {
  return status === 'PICKED_UP' || status === 'EN_ROUTE';
}

function earnedDeliveryFee(order: CancelledOrder, fee: Money): Money {
  if (isPickedUp(order)) return fee;
  const basePay = order.driver?.basePay ?? zero(fee.currency);
  return basePay.minor < fee.minor ? basePay : fee;
}

function taxOn(untaxed: Money, { amounts }: CancelledOrder): Money {
  const base = subtract(amounts.total, add(amounts.tax, amounts.tip));
  if (base.minor === 0n) return zero(untaxed.currency);
  return money((amounts.tax.minor * untaxed.minor) / base.minor, untaxed.currency);
}
