import { domainInstant, money, type DomainInstant } from '@tiffin/kernel';
import type { OrderAmounts, OrderRecord } from '../order/order-record.ts';
import { priceLinesOf } from '../order/order-row.ts';
import type { QuoteClaims } from '../pricing/quote-claims.ts';
import type { NewOrder } from './order-document.ts';

/** A new order as its event and its timers need it, before the database has given it its short number. */
export function plannedOrder({ orderId, status, quote, note, placedAt }: NewOrder): OrderRecord {
  return {
    id: orderId,
    number: '',
    customerId: quote.customerId,
    restaurantId: quote.restaurantId,
    status,
    mode: quote.mode,
    amounts: amountsOf(quote),
    priceLines: priceLinesOf(quote.priceLines, quote.currency),
    charged: null,
    pickUp: quote.pickUp,
    deliverTo: quote.deliverTo,
    deliveryAddress: quote.deliveryAddress,
    note,
    preparationMinutes: quote.preparationMinutes,
    scheduledFor: instantOf(quote.scheduledFor),
    releaseAt: instantOf(quote.releaseAt),
    promisedAt: domainInstant(quote.promisedAt),
    placedAt,
    acceptedAt: null,
    readyAt: null,
    finishedAt: null,
    cancellation: null,
    driver: null,
    sequence: 1,
    version: 1,
  };
}

function amountsOf({ amounts, currency }: QuoteClaims): OrderAmounts {
  return {
    items: money(amounts.items, currency),
    deliveryFee: money(amounts.deliveryFee, currency),
    serviceFee: money(amounts.serviceFee, currency),
    smallOrderFee: money(amounts.smallOrderFee, currency),
    tax: money(amounts.tax, currency),
    tip: money(amounts.tip, currency),
    total: money(amounts.total, currency),
  };
}

function instantOf(epochMs: number | null): DomainInstant | null {
  return epochMs === null ? null : domainInstant(epochMs);
}
