import { domainInstant, money, type DomainInstant, type GeoPoint } from '@tiffin/kernel';
import type {
  ActorKind,
  CancellationReason,
  CancellationRecord,
  DeliveryMode,
  OrderRecord,
  OrderStatus,
  PriceLine,
  PriceLineKind,
} from './order-record.ts';

/** Columns of `orders.customer_order`, by name in the database and in `OrderRow`. */
const COLUMNS = {
  id: 'id',
  number: 'number',
  customer_id: 'customerId',
  restaurant_id: 'restaurantId',
  status: 'status',
  mode: 'mode',
  currency: 'currency',
  items_minor: 'itemsMinor',
  delivery_fee_minor: 'deliveryFeeMinor',
  service_fee_minor: 'serviceFeeMinor',
  small_order_fee_minor: 'smallOrderFeeMinor',
  tax_minor: 'taxMinor',
  tip_minor: 'tipMinor',
  total_minor: 'totalMinor',
  price_lines: 'priceLines',
  charged_minor: 'chargedMinor',
  pick_up_latitude: 'pickUpLatitude',
  pick_up_longitude: 'pickUpLongitude',
  deliver_to_latitude: 'deliverToLatitude',
  deliver_to_longitude: 'deliverToLongitude',
  delivery_address: 'deliveryAddress',
  note: 'note',
  preparation_minutes: 'preparationMinutes',
  scheduled_for: 'scheduledFor',
  release_at: 'releaseAt',
  promised_at: 'promisedAt',
  placed_at: 'placedAt',
  accepted_at: 'acceptedAt',
  ready_at: 'readyAt',
  finished_at: 'finishedAt',
  cancelled_by: 'cancelledBy',
  cancellation_reason: 'cancellationReason',
  refunded_minor: 'refundedMinor',
  driver_id: 'driverId',
  driver_base_pay_minor: 'driverBasePayMinor',
  sequence: 'sequence',
  version: 'version',
} as const;

/** A select list that gives an `OrderRow`, for hand-written statements. */
export const ORDER_COLUMNS = Object.entries(COLUMNS)
  .map(([column, name]) => `o.${column} AS "${name}"`)
  .join(', ');

/** `bigint` from Prisma, text from `pg`. */
type Minor = bigint | string;

/** A row of `orders.customer_order`, as Prisma and `ORDER_COLUMNS` give it. */
export interface OrderRow {
  id: string;
  number: string;
  customerId: string;
  restaurantId: string;
  status: string;
  mode: string;
  currency: string;
  itemsMinor: Minor;
  deliveryFeeMinor: Minor;
  serviceFeeMinor: Minor;
  smallOrderFeeMinor: Minor;
  taxMinor: Minor;
  tipMinor: Minor;
  totalMinor: Minor;
  priceLines: unknown;
  chargedMinor: Minor | null;
  pickUpLatitude: number;
  pickUpLongitude: number;
  deliverToLatitude: number | null;
  deliverToLongitude: number | null;
  deliveryAddress: string | null;
  note: string | null;
  preparationMinutes: number;
  scheduledFor: Date | null;
  releaseAt: Date | null;
  promisedAt: Date;
  placedAt: Date;
  acceptedAt: Date | null;
  readyAt: Date | null;
  finishedAt: Date | null;
  cancelledBy: string | null;
  cancellationReason: string | null;
  refundedMinor: Minor | null;
  driverId: string | null;
  driverBasePayMinor: Minor | null;
  sequence: number;
  version: number;
}

/** A price line as it stands in a row, a quote and a log entry. */
export interface StoredPriceLine {
  kind: PriceLineKind;
  explanation: string;
  minor: string;
}

/** The order of a row. The casts are of columns whose values the database checks. */
export function orderOf(row: OrderRow): OrderRecord {
  const { currency } = row;
  const amount = (minor: Minor) => money(minor, currency);
  return {
    id: row.id,
    number: row.number,
    customerId: row.customerId,
    restaurantId: row.restaurantId,
    status: row.status as OrderStatus,
    mode: row.mode as DeliveryMode,
    amounts: {
      items: amount(row.itemsMinor),
      deliveryFee: amount(row.deliveryFeeMinor),
      serviceFee: amount(row.serviceFeeMinor),
      smallOrderFee: amount(row.smallOrderFeeMinor),
      tax: amount(row.taxMinor),
      tip: amount(row.tipMinor),
      total: amount(row.totalMinor),
    },
    priceLines: priceLinesOf(row.priceLines as StoredPriceLine[], currency),
    charged: row.chargedMinor === null ? null : amount(row.chargedMinor),
    pickUp: { latitude: row.pickUpLatitude, longitude: row.pickUpLongitude },
    deliverTo: placeOf(row),
    deliveryAddress: row.deliveryAddress,
    note: row.note,
    preparationMinutes: row.preparationMinutes,
    scheduledFor: instantOf(row.scheduledFor),
    releaseAt: instantOf(row.releaseAt),
    promisedAt: domainInstant(row.promisedAt.getTime()),
    placedAt: domainInstant(row.placedAt.getTime()),
    acceptedAt: instantOf(row.acceptedAt),
    readyAt: instantOf(row.readyAt),
    finishedAt: instantOf(row.finishedAt),
    cancellation: cancellationOf(row),
    driver:
      row.driverId === null
        ? null
        : { driverId: row.driverId, basePay: amount(row.driverBasePayMinor ?? 0n) },
    sequence: row.sequence,
    version: row.version,
  };
}

/** Price lines as they are stored, in a currency. */
export function priceLinesOf(lines: readonly StoredPriceLine[], currency: string): PriceLine[] {
  return lines.map(({ kind, explanation, minor }) => ({
    kind,
    explanation,
    amount: money(minor, currency),
  }));
}

/** The form in which price lines are stored. */
export function storedPriceLines(lines: readonly PriceLine[]): StoredPriceLine[] {
  return lines.map(({ kind, explanation, amount }) => ({
    kind,
    explanation,
    minor: String(amount.minor),
  }));
}

function instantOf(date: Date | null): DomainInstant | null {
  return date === null ? null : domainInstant(date.getTime());
}

function placeOf({ deliverToLatitude, deliverToLongitude }: OrderRow): GeoPoint | null {
  if (deliverToLatitude === null || deliverToLongitude === null) return null;
  return { latitude: deliverToLatitude, longitude: deliverToLongitude };
}

function cancellationOf(row: OrderRow): CancellationRecord | null {
  if (row.cancelledBy === null || row.cancellationReason === null) return null;
  return {
    by: row.cancelledBy as ActorKind,
    reason: row.cancellationReason as CancellationReason,
    refunded: money(row.refundedMinor ?? 0n, row.currency),
  };
}
