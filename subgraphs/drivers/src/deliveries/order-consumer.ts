import type { EventOf } from '@tiffin/events';
import { domainInstantFromRfc3339 } from '@tiffin/kernel';
import type { Client, Effects } from '../transact.ts';
import { cancelDelivery } from './cancel-delivery.ts';
import { markFoodReady, replanKitchen } from './follow-kitchen.ts';
import { openDelivery } from './open-delivery.ts';

/** What an order's events do to its delivery; the others do nothing. */
export async function followOrder(client: Client, effects: Effects, event: EventOf): Promise<void> {
  const at = domainInstantFromRfc3339(event.time);
  switch (event.type) {
    case 'orders.order.confirmed.v1':
      return openDelivery(client, effects, event.data, at);
    case 'orders.order.preparing.v1':
      return replanKitchen(client, effects, event.data.orderId, event.data);
    case 'orders.order.ready.v1':
      return markFoodReady(client, effects, event.data.orderId, at);
    case 'orders.order.rejected.v1':
    case 'orders.order.cancelled.v1':
      return cancelDelivery(client, effects, event.data.orderId, at);
    default:
      return;
  }
}
