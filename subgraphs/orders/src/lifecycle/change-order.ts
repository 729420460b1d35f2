import { appendToOutbox } from '@tiffin/events';
import { toRfc3339, type DomainInstant, type Money } from '@tiffin/kernel';
import type pg from 'pg';
import type { OrderRecord } from '../order/order-record.ts';
import { orderOf, type OrderRow } from '../order/order-row.ts';
import { ORDERS_SCHEMA } from '../policy.ts';
import { queueStockRelease } from '../placement/stock-release.ts';
import type { Actor, OrderCommand } from './command.ts';
import { decide, type OrderChange, type Refusal } from './decide.ts';
import { orderChanges } from './metrics.ts';
import { orderEvent } from './order-event.ts';
import type { OrderPatch } from './order-patch.ts';
import { annotate, appendToLog, changeStatus, lockOrder } from './order-statements.ts';
import { moveTimers } from './state-timers.ts';

/** An order whose state was changed. */
export interface Changed {
  readonly kind: 'changed';
  readonly order: OrderRecord;
}

/** Locks an order for the rest of the transaction; null when there is none. */
export async function findLocked(
  client: pg.ClientBase,
  orderId: string,
): Promise<OrderRecord | null> {
  const { rows } = await client.query<OrderRow>({ ...lockOrder, values: [orderId] });
  return rows[0] === undefined ? null : orderOf(rows[0]);
}

/**
 * Gives a command to a locked order, in the caller's transaction: row, log, restaurant's log, event, timers and the
 * return of stock move together. Poke relay and timers after the commit.
 */
export async function changeOrder(
  client: pg.ClientBase,
  order: OrderRecord,
  command: OrderCommand,
  actor: Actor,
  now: DomainInstant,
): Promise<Changed | Refusal> {
  const decision = decide(order, command, actor, now);
  if (decision.kind === 'refused') return decision;
  const changed = await write(client, order, decision);
  const driverEarnings: Money | null = command.name === 'deliver' ? command.driverEarnings : null;
  const event = orderEvent(changed, {
    previousStatus: decision.previousStatus,
    actor: actor.kind,
    occurredAt: now,
    settlement: decision.settlement,
    driverEarnings,
  });
  await appendToOutbox(client, ORDERS_SCHEMA, [event]);
  await moveTimers(client, decision.previousStatus, changed, now);
  if (decision.settlement !== null) await queueStockRelease(client, order.id);
  await log(client, changed, decision);
  orderChanges.inc({ command: command.name, status: changed.status });
  return { kind: 'changed', order: changed };
}

async function write(
  client: pg.ClientBase,
  order: OrderRecord,
  { patch, status }: OrderChange,
): Promise<OrderRecord> {
  const { rows } = await client.query<OrderRow>({
    ...changeStatus,
    values: [order.id, order.version, JSON.stringify(patch), status],
  });
  return theOne(rows, order.id);
}

async function log(
  client: pg.ClientBase,
  { id, sequence, restaurantId }: OrderRecord,
  { previousStatus, status, command, actor, occurredAt, patch }: OrderChange,
): Promise<void> {
  await client.query({
    ...appendToLog,
    values: [
      id,
      sequence,
      previousStatus,
      status,
      command,
      actor.kind,
      actor.accountId,
      toRfc3339(occurredAt),
      JSON.stringify(patch),
      restaurantId,
    ],
  });
}

/** Kinds of changes that are none of state. */
export type AnnotationKind = 'DRIVER_ASSIGNED' | 'REFUNDED';

/** Changes a locked order without changing its state, in the caller's transaction. */
export async function annotateOrder(
  client: pg.ClientBase,
  order: OrderRecord,
  kind: AnnotationKind,
  patch: OrderPatch,
  now: DomainInstant,
): Promise<OrderRecord> {
  const { rows } = await client.query<OrderRow>({
    ...annotate,
    values: [order.id, order.version, JSON.stringify(patch), kind, toRfc3339(now)],
  });
  return theOne(rows, order.id);
}

/** A statement that finds no row must fail the transaction: under the row's lock it cannot happen. */
function theOne(rows: readonly OrderRow[], orderId: string): OrderRecord {
  const [row] = rows;
  if (row === undefined || rows.length > 1)
    throw new Error(`order ${orderId} changed under its lock`);
  return orderOf(row);
}
