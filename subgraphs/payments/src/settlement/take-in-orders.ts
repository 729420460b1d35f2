import type { EventHandlers, EventOf } from '@tiffin/events';
import { uuidv7, type DomainClock } from '@tiffin/kernel';
import type { ClientBase } from 'pg';

import { insertInstruction } from '../instructions/queue.ts';
import { lockPaymentOfOrder } from '../payments/lock-payment.ts';
import { requestVoid } from '../voiding/request-void.ts';
import { settlementPlan, type SettlementPlan } from './settlement-plan.ts';

type Client = Pick<ClientBase, 'query'>;

/** What the end of an order does here: an instruction for its payment, in the transaction of the event's position. */
export function orderHandlers(clock: DomainClock): EventHandlers {
  const cancelled = async (
    event: EventOf<'orders.order.cancelled.v1'> | EventOf<'orders.order.rejected.v1'>,
    client: Client,
  ): Promise<void> => {
    const { orderId, restaurantId, cancellation } = event.data;
    await settle(client, orderId, settlementPlan(restaurantId, cancellation), clock);
  };
  return {
    'orders.order.delivered.v1': async (event, client) => {
      const { orderId, restaurantId, settlement } = event.data;
      await settle(client, orderId, settlementPlan(restaurantId, settlement), clock);
    },
    'orders.order.cancelled.v1': cancelled,
    'orders.order.rejected.v1': cancelled,
  };
}

async function settle(
  client: Client,
  orderId: string,
  plan: SettlementPlan,
  clock: DomainClock,
): Promise<void> {
  if (plan.kind === 'VOID') {
    await requestVoid(client, orderId, clock.now(), plan.lines);
    return;
  }
  const payment = await lockPaymentOfOrder(client, orderId);
  if (payment === undefined)
    throw new Error(`order ${orderId} is to be charged and has no payment`);
  await insertInstruction(client, {
    id: uuidv7(),
    paymentId: payment.id,
    kind: 'CAPTURE',
    reference: orderId,
    amountMinor: plan.chargedMinor,
    lines: plan.lines,
  });
}
