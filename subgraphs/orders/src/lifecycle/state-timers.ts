import { plusMs, type DomainInstant } from '@tiffin/kernel';
import { cancelTimers, scheduleTimer } from '@tiffin/timers';
import type pg from 'pg';
import type { OrderRecord, OrderStatus } from '../order/order-record.ts';
import { ORDERS_SCHEMA, orderPolicy } from '../policy.ts';
import { STATE_TIMERS, type StateTimer } from './transition-table.ts';

/** Stops the timer of the state an order leaves and starts that of the state it has come to. */
export async function moveTimers(
  client: pg.ClientBase,
  left: OrderStatus | null,
  order: OrderRecord,
  now: DomainInstant,
): Promise<void> {
  const stopped = left === null ? undefined : STATE_TIMERS[left];
  const started = STATE_TIMERS[order.status];
  if (stopped !== undefined) await cancelTimers(client, ORDERS_SCHEMA, order.id, stopped.timer);
  if (started === undefined) return;
  await scheduleTimer(client, ORDERS_SCHEMA, {
    id: `${started.timer}:${order.id}:${order.sequence}`,
    kind: started.timer,
    subject: order.id,
    dueAt: dueAt(started.timer, order, now),
    data: null,
  });
}

function dueAt(timer: StateTimer, order: OrderRecord, now: DomainInstant): DomainInstant {
  switch (timer) {
    case 'acceptance':
      return plusMs(now, orderPolicy.acceptanceMs);
    case 'release':
      return order.releaseAt ?? now;
  }
}
