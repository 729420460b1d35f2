import { TryAgainLaterError, type EventHandlers } from '@tiffin/events';
import { domainInstantFromRfc3339, type DomainClock } from '@tiffin/kernel';
import type { Logger } from '@tiffin/service';
import type pg from 'pg';
import { annotateOrder, changeOrder, findLocked } from '../lifecycle/change-order.ts';
import { SYSTEM_ACTOR, type OrderCommand } from '../lifecycle/command.ts';
import type { OrderRecord } from '../order/order-record.ts';
import { isBeingPlaced } from '../placement/placement-store.ts';

/**
 * What payments do to orders: a hold that was queued is made or declined, or captured money went back. The answer to a
 * queued hold can be faster than the placement that asked for it: then it waits.
 */
export function paymentHandlers(clock: DomainClock, logger: Logger): EventHandlers {
  const find = async (client: pg.ClientBase, orderId: string): Promise<OrderRecord | null> => {
    const order = await findLocked(client, orderId);
    if (order === null && (await isBeingPlaced(client, orderId))) {
      throw new TryAgainLaterError(`order ${orderId} is being placed`);
    }
    return order;
  };
  const answer = async (
    client: pg.ClientBase,
    orderId: string,
    command: OrderCommand,
  ): Promise<void> => {
    const order = await find(client, orderId);
    if (order?.status !== 'PAYMENT_PENDING') {
      logger.info({ orderId, status: order?.status, command: command.name }, 'not waited for');
      return;
    }
    await changeOrder(client, order, command, SYSTEM_ACTOR, clock.now());
  };

  return {
    'payments.payment.authorised.v1': ({ data }, client) =>
      answer(client, data.orderId, { name: 'confirmPayment' }),
    'payments.payment.declined.v1': ({ data }, client) =>
      answer(client, data.orderId, { name: 'declinePayment' }),
    'payments.payment.refunded.v1': async ({ data, time }, client) => {
      const order = await find(client, data.orderId);
      const charged = order?.charged ?? null;
      if (order === null || charged === null) {
        logger.info({ orderId: data.orderId }, 'a refund of an order that has charged nothing');
        return;
      }
      const left = charged.minor - BigInt(data.amount.minor);
      const patch = { charged_minor: String(left) };
      await annotateOrder(client, order, 'REFUNDED', patch, domainInstantFromRfc3339(time));
    },
  };
}
