import { toRfc3339 } from '@tiffin/kernel';
import type { Context } from '../context.ts';
import type { RestaurantOrderEventResolvers, SubscriptionResolvers } from '../generated/graph.ts';
import { loadedOrder } from '../order/loaded-order.ts';
import { cursorAt, restaurantChannel } from './channels.ts';
import { followOrder, type FollowingParts } from './order-status-changed.ts';
import { followRestaurant, type RestaurantLogEntry } from './restaurant-orders.ts';
import type { LogEntry } from '../lifecycle/log-entry.ts';
import { readOrders } from '../order/read-orders.ts';

/** A subscription outlives its request, so it must not see that request's cache. */
function partsOf({ services }: Context): FollowingParts {
  const { database, pubsub } = services;
  return {
    database,
    pubsub,
    findOrder: async (id) => (await readOrders(database.prisma, [id])).get(id) ?? null,
  };
}

export const subscriptions: Required<
  Pick<SubscriptionResolvers, 'orderStatusChanged' | 'restaurantOrders'>
> = {
  orderStatusChanged: {
    subscribe: (_parent, { orderId, after }, context) =>
      followOrder(partsOf(context), context.identity, orderId, after ?? null),
    resolve: (entry: LogEntry) => entry,
  },
  restaurantOrders: {
    subscribe: (_parent, { restaurantId, after }, context) =>
      followRestaurant(partsOf(context), context.identity, restaurantId, after ?? null),
    resolve: (entry: RestaurantLogEntry) => entry,
  },
};

export const restaurantEventFields: RestaurantOrderEventResolvers = {
  cursor: ({ sequence, entry }) => cursorAt(restaurantChannel(entry.restaurantId), sequence),
  occurredAt: ({ entry }) => toRfc3339(entry.occurredAt),
  previousStatus: ({ entry }) => entry.previousStatus,
  status: ({ entry }) => entry.status,
  order: ({ entry }, _args, context) => loadedOrder(context, entry.orderId),
};
