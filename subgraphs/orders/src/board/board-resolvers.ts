import { isUuid } from '@tiffin/kernel';
import { TiffinError } from '@tiffin/service';
import { cursorAt, restaurantChannel } from '../following/channels.ts';
import { restaurantSequence } from '../following/read-log.ts';
import type { RestaurantResolvers } from '../generated/graph.ts';
import { maySeeBoard } from '../order/visibility.ts';
import { orderPolicy } from '../policy.ts';
import { readActiveOrders } from './read-active-orders.ts';

export const restaurantFields: RestaurantResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  activeOrders: async ({ id }, { first }, { identity, services }) => {
    if (!isUuid(id) || !maySeeBoard(identity, id)) return null;
    const count = first ?? orderPolicy.boardSize;
    if (count < 1 || count > orderPolicy.maximumBoardSize) {
      const range = `1 to ${orderPolicy.maximumBoardSize}`;
      throw new TiffinError('BAD_USER_INPUT', `"first" takes a number from ${range}.`);
    }
    return readActiveOrders(services.database.prisma, id, count);
  },
  ordersCursor: async ({ id }, _args, { identity, services }) => {
    if (!isUuid(id) || !maySeeBoard(identity, id)) return null;
    return cursorAt(restaurantChannel(id), await restaurantSequence(services.database, id));
  },
};
