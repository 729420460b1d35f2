import type { DeliveryEventData, EventHandlers } from '@tiffin/events';
import { domainInstantFromRfc3339, money, type DomainInstant, type Money } from '@tiffin/kernel';
import type { Logger } from '@tiffin/service';
import type pg from 'pg';
import { annotateOrder, changeOrder, findLocked } from '../lifecycle/change-order.ts';
import { SYSTEM_ACTOR, type Actor, type OrderCommand } from '../lifecycle/command.ts';
import { isFinal, type OrderRecord, type OrderStatus } from '../order/order-record.ts';

/** What an event of a delivery carries, as far as it matters here. */
interface DeliveryEvent {
  readonly type: string;
  readonly time: string;
  readonly data: DeliveryEventData;
}

/** How far an order is on its way; an event of a step already taken has nothing more to say. */
const PROGRESS: Readonly<Partial<Record<OrderStatus, number>>> = { PICKED_UP: 1, EN_ROUTE: 2 };

/**
 * What deliveries do to orders. An event that meets an order which has ended meanwhile is let be: the drivers context
 * hears of the end by the order's own event.
 */
export function deliveryHandlers(logger: Logger): EventHandlers {
  /** The order of an event, locked, or null when there is nothing to do. */
  const open = async (client: pg.ClientBase, { type, data }: DeliveryEvent) => {
    const order = await findLocked(client, data.orderId);
    if (order !== null && !isFinal(order.status)) return order;
    logger.info({ type, orderId: data.orderId, status: order?.status }, 'too late for this order');
    return null;
  };
  /** Gives commands one after the other; the table refuses what is out of order, which is a defect. */
  const give = async (
    client: pg.ClientBase,
    order: OrderRecord,
    actor: Actor,
    at: DomainInstant,
    ...commands: OrderCommand[]
  ): Promise<void> => {
    let current = order;
    for (const command of commands) {
      const result = await changeOrder(client, current, command, actor, at);
      if (result.kind === 'refused') throw new Error(`order ${order.id}: ${result.message}`);
      current = result.order;
    }
  };
  const advance =
    (...steps: readonly ('pickUp' | 'setOut')[]) =>
    async (event: DeliveryEvent, client: pg.PoolClient): Promise<void> => {
      const order = await open(client, event);
      if (order === null) return;
      const left = steps.slice(PROGRESS[order.status] ?? 0).map((name) => ({ name }));
      await give(client, order, driverOf(event), timeOf(event), ...left);
    };

  return {
    'drivers.delivery.assigned.v1': async (event, client) => {
      const order = await open(client, event);
      const { driverId, basePay } = event.data;
      if (order === null || driverId === null) return;
      const patch = {
        driver_id: driverId,
        driver_base_pay_minor: String(
          inCurrencyOf(order, money(basePay.minor, basePay.currency)).minor,
        ),
      };
      await annotateOrder(client, order, 'DRIVER_ASSIGNED', patch, timeOf(event));
    },
    'drivers.delivery.picked_up.v1': advance('pickUp'),
    'drivers.delivery.en_route.v1': advance('pickUp', 'setOut'),
    'drivers.delivery.at_customer.v1': advance('pickUp', 'setOut'),
    'drivers.delivery.delivered.v1': async (event, client) => {
      const order = await open(client, event);
      if (order === null) return;
      const { minor, currency } = event.data.earnings;
      const driverEarnings = inCurrencyOf(order, money(minor, currency));
      const steps = (['pickUp', 'setOut'] as const).slice(PROGRESS[order.status] ?? 0);
      const commands: OrderCommand[] = steps.map((name) => ({ name }));
      commands.push({ name: 'deliver', driverEarnings });
      await give(client, order, driverOf(event), timeOf(event), ...commands);
    },
    'drivers.delivery.failed.v1': async (event, client) => {
      const order = await open(client, event);
      if (order === null) return;
      await give(client, order, driverOf(event), timeOf(event), { name: 'failDelivery' });
    },
    'drivers.delivery.no_driver.v1': async (event, client) => {
      const order = await open(client, event);
      if (order === null) return;
      await give(client, order, SYSTEM_ACTOR, timeOf(event), { name: 'giveUpOnDriver' });
    },
  };
}

function driverOf({ data }: DeliveryEvent): Actor {
  return { kind: 'DRIVER', accountId: data.driverId };
}

function timeOf({ time }: DeliveryEvent): DomainInstant {
  return domainInstantFromRfc3339(time);
}

/** An order is settled in its own currency; pay in another cannot be added to it. */
function inCurrencyOf(order: OrderRecord, pay: Money): Money {
  const { currency } = order.amounts.total;
  if (pay.currency !== currency) {
    throw new Error(`order ${order.id} is in ${currency}, the driver's pay in ${pay.currency}`);
  }
  return pay;
}
