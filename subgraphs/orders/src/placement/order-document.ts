import { toRfc3339, type DomainInstant } from '@tiffin/kernel';
import type { OrderStatus } from '../order/order-record.ts';
import type { QuoteClaims } from '../pricing/quote-claims.ts';

/** All that a new order's row depends on. */
export interface NewOrder {
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly quote: QuoteClaims;
  readonly note: string | null;
  readonly placedAt: DomainInstant;
}

const instant = (at: number | null) => (at === null ? null : toRfc3339(at as DomainInstant));

/** A new order's row, by the names of its columns. The short number is given by the database. */
export function orderDocument({ orderId, status, quote, note, placedAt }: NewOrder) {
  const { amounts } = quote;
  return {
    id: orderId,
    customer_id: quote.customerId,
    restaurant_id: quote.restaurantId,
    status,
    mode: quote.mode,
    currency: quote.currency,
    items_minor: amounts.items,
    delivery_fee_minor: amounts.deliveryFee,
    service_fee_minor: amounts.serviceFee,
    small_order_fee_minor: amounts.smallOrderFee,
    tax_minor: amounts.tax,
    tip_minor: amounts.tip,
    total_minor: amounts.total,
    price_lines: quote.priceLines,
    pick_up_latitude: quote.pickUp.latitude,
    pick_up_longitude: quote.pickUp.longitude,
    deliver_to_latitude: quote.deliverTo?.latitude ?? null,
    deliver_to_longitude: quote.deliverTo?.longitude ?? null,
    delivery_address: quote.deliveryAddress,
    note,
    preparation_minutes: quote.preparationMinutes,
    scheduled_for: instant(quote.scheduledFor),
    release_at: instant(quote.releaseAt),
    promised_at: instant(quote.promisedAt),
    placed_at: toRfc3339(placedAt),
    sequence: 1,
    version: 1,
  };
}

/** The rows of a new order's lines, by the names of their columns. */
export function lineDocuments({ orderId, quote }: NewOrder) {
  return quote.lines.map((line, position) => ({
    order_id: orderId,
    position,
    menu_item_id: line.menuItemId,
    name: line.name,
    quantity: line.quantity,
    unit_price_minor: line.unitPriceMinor,
    modifiers: line.modifiers,
  }));
}
