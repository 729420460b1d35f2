import { domainInstant, type DomainInstant } from '@tiffin/kernel';
import type { ActorKind, OrderStatus } from '../order/order-record.ts';

/** One change of state, as the log keeps it. */
export interface LogEntry {
  readonly orderId: string;
  /** 1 for the first change of the order, then one more each time. */
  readonly sequence: number;
  readonly restaurantId: string;
  /** 1 for the first change of any of the restaurant's orders, then one more each time. */
  readonly restaurantSequence: number;
  readonly previousStatus: OrderStatus | null;
  readonly status: OrderStatus;
  readonly actor: ActorKind;
  readonly occurredAt: DomainInstant;
}

/** A row of `orders.order_log`, as Prisma and `LOG_COLUMNS` give it. */
export interface LogRow {
  orderId: string;
  sequence: number;
  restaurantId: string;
  restaurantSequence: bigint | string;
  previousStatus: string | null;
  status: string;
  actor: string;
  occurredAt: Date;
}

/** A select list that gives a `LogRow`. */
export const LOG_COLUMNS = `l.order_id AS "orderId", l.sequence, l.restaurant_id AS "restaurantId",
  l.restaurant_sequence AS "restaurantSequence", l.previous_status AS "previousStatus", l.status, l.actor,
  l.occurred_at AS "occurredAt"`;

/** The entry of a row. The casts are of columns whose values only the transition table sets. */
export function logEntryOf(row: LogRow): LogEntry {
  return {
    orderId: row.orderId,
    sequence: row.sequence,
    restaurantId: row.restaurantId,
    restaurantSequence: Number(row.restaurantSequence),
    previousStatus: row.previousStatus as OrderStatus | null,
    status: row.status as OrderStatus,
    actor: row.actor as ActorKind,
    occurredAt: domainInstant(row.occurredAt.getTime()),
  };
}
