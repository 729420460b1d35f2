import { add, domainInstant, money, uuidv7, zero, type DomainInstant } from '@tiffin/kernel';
import fc from 'fast-check';
import type { OrderAmounts, OrderRecord, OrderStatus } from '../../src/order/order-record.ts';

export const NOW: DomainInstant = domainInstant(Date.UTC(2026, 10, 20, 18));
const CURRENCY = 'COP';

export const STATUSES: readonly OrderStatus[] = [
  'SCHEDULED',
  'PAYMENT_PENDING',
  'PLACED',
  'CONFIRMED',
  'PREPARING',
  'READY',
  'PICKED_UP',
  'EN_ROUTE',
  'DELIVERED',
  'REJECTED',
  'CANCELLED',
];

/** Amounts whose total is their sum: items, the three fees, tax and tip in minor units. */
export function amountsOf(
  minors: readonly [number, number, number, number, number, number],
): OrderAmounts {
  const [items, deliveryFee, serviceFee, smallOrderFee, tax, tip] = minors;
  const parts = {
    items: money(items, CURRENCY),
    deliveryFee: money(deliveryFee, CURRENCY),
    serviceFee: money(serviceFee, CURRENCY),
    smallOrderFee: money(smallOrderFee, CURRENCY),
    tax: money(tax, CURRENCY),
    tip: money(tip, CURRENCY),
  };
  return { ...parts, total: add(zero(CURRENCY), ...Object.values(parts)) };
}

/** An order in a state, with whatever a test needs of it. */
export function anOrder(status: OrderStatus, more: Partial<OrderRecord> = {}): OrderRecord {
  return {
    id: uuidv7(),
    number: '001',
    customerId: uuidv7(),
    restaurantId: uuidv7(),
    status,
    mode: 'STANDARD',
    amounts: amountsOf([4_000_000, 350_000, 200_000, 0, 364_000, 200_000]),
    priceLines: [],
    charged: null,
    pickUp: { latitude: 4.65, longitude: -74.06 },
    deliverTo: { latitude: 4.66, longitude: -74.05 },
    deliveryAddress: null,
    note: null,
    preparationMinutes: 15,
    scheduledFor: null,
    releaseAt: null,
    promisedAt: domainInstant(NOW + 40 * 60_000),
    placedAt: domainInstant(NOW - 60_000),
    acceptedAt: null,
    readyAt: null,
    finishedAt: null,
    cancellation: null,
    driver: null,
    sequence: 1,
    version: 1,
    ...more,
  };
}

const minor = fc.integer({ min: 0, max: 20_000_000 });

/** Orders under way, anywhere in their life, with or without a driver. */
export const ordersUnderWay: fc.Arbitrary<OrderRecord> = fc
  .record({
    status: fc.constantFrom(...STATUSES.slice(0, 8)),
    minors: fc.tuple(minor, minor, minor, minor, minor, minor),
    acceptedMsAgo: fc.integer({ min: 0, max: 3_600_000 }),
    basePayMinor: fc.option(fc.integer({ min: 0, max: 2_000_000 })),
  })
  .map(({ status, minors, acceptedMsAgo, basePayMinor }) => {
    const isAccepted = STATUSES.indexOf(status) >= STATUSES.indexOf('CONFIRMED');
    return anOrder(status, {
      amounts: amountsOf(minors),
      acceptedAt: isAccepted ? domainInstant(NOW - acceptedMsAgo) : null,
      driver:
        isAccepted && basePayMinor !== null
          ? { driverId: uuidv7(), basePay: money(basePayMinor, CURRENCY) }
          : null,
    });
  });
