import { add, compare, formatDecimal, multiply, portion, zero, type Money } from '@tiffin/kernel';
import type { DeliveryMode, OrderAmounts, PriceLine } from '../order/order-record.ts';
import { deliveryFee, type ExplainedFee } from './delivery-fee.ts';
import type { Tariff } from './tariff.ts';
import type { Tax } from './tax.ts';

/** All that a price depends on. */
export interface Basket {
  readonly currency: string;
  readonly lines: readonly { readonly unitPrice: Money; readonly quantity: number }[];
  readonly mode: DeliveryMode;
  /** From the restaurant to the customer along the assumed route; ignored for PICKUP. */
  readonly distanceMeters: number;
  readonly tip: Money;
  readonly tariff: Tariff;
  readonly tax: Tax;
}

/** What a basket costs, and why. */
export interface Price {
  readonly amounts: OrderAmounts;
  /** Sum up to the total. Lines of nothing are left out, except the items. */
  readonly lines: readonly PriceLine[];
}

/**
 * Prices a basket: items + delivery fee + service fee + small-order fee + tax on all of these + tip.
 * Integer minor units throughout; tax is rounded half to even, once, on its whole base.
 */
export function priceBasket(basket: Basket): Price {
  const { currency, tip } = basket;
  const items = add(
    zero(currency),
    ...basket.lines.map((line) => multiply(line.unitPrice, line.quantity)),
  );
  const delivery = deliveryFee(basket.mode, basket.distanceMeters, basket.tariff);
  const service = serviceFee(items, basket.tariff);
  const small = smallOrderFee(items, basket.tariff);
  const taxable = add(items, delivery.amount, service.amount, small.amount);
  const tax = portion(taxable, basket.tax.basisPoints);
  const count = basket.lines.reduce((sum, line) => sum + line.quantity, 0);
  const lines: PriceLine[] = [
    { kind: 'ITEMS', amount: items, explanation: count === 1 ? '1 item' : `${count} items` },
    { kind: 'DELIVERY_FEE', ...delivery },
    { kind: 'SERVICE_FEE', ...service },
    { kind: 'SMALL_ORDER_FEE', ...small },
    {
      kind: 'TAX',
      amount: tax,
      explanation: `${basket.tax.name}, ${percent(basket.tax.basisPoints)}.`,
    },
    { kind: 'TIP', amount: tip, explanation: 'All of it goes to the driver.' },
  ];
  return {
    amounts: {
      items,
      deliveryFee: delivery.amount,
      serviceFee: service.amount,
      smallOrderFee: small.amount,
      tax,
      tip,
      total: add(taxable, tax, tip),
    },
    lines: lines.filter(({ kind, amount }) => kind === 'ITEMS' || amount.minor !== 0n),
  };
}

function serviceFee(items: Money, tariff: Tariff): ExplainedFee {
  const { serviceFeeBasisPoints, serviceFeeMaximum } = tariff;
  const share = portion(items, serviceFeeBasisPoints);
  return {
    amount: compare(share, serviceFeeMaximum) > 0 ? serviceFeeMaximum : share,
    explanation: `${percent(serviceFeeBasisPoints)} of the items, at most ${formatDecimal(serviceFeeMaximum)}.`,
  };
}

function smallOrderFee(items: Money, tariff: Tariff): ExplainedFee {
  const isSmall = compare(items, tariff.smallOrderBelow) < 0;
  return {
    amount: isSmall ? tariff.smallOrderFee : zero(items.currency),
    explanation: `For baskets below ${formatDecimal(tariff.smallOrderBelow)}.`,
  };
}

const BASIS_POINTS_PER_PERCENT = 100;

function percent(basisPoints: number): string {
  const whole = Math.trunc(basisPoints / BASIS_POINTS_PER_PERCENT);
  const rest = basisPoints % BASIS_POINTS_PER_PERCENT;
  if (rest === 0) return `${whole} %`;
  return `${whole}.${String(rest).padStart(2, '0').replace(/0$/, '')} %`;
}
