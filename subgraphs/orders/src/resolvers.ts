import { restaurantFields } from './board/board-resolvers.ts';
import { restaurantEventFields, subscriptions } from './following/following-resolvers.ts';
import type { Resolvers } from './generated/graph.ts';
import {
  lifecycleMutations,
  orderPayloadFields,
  statusEventFields,
} from './lifecycle/lifecycle-resolvers.ts';
import {
  moneyFields,
  orderFields,
  orderLineFields,
  orderQueries,
} from './order/order-resolvers.ts';
import { placementMutations, placePayloadFields } from './placement/placement-resolvers.ts';
import { quoteFields, quoteMutations } from './pricing/quote-resolvers.ts';

export const resolvers: Resolvers = {
  Query: orderQueries,
  Mutation: { ...quoteMutations, ...placementMutations, ...lifecycleMutations },
  Subscription: subscriptions,
  Order: orderFields,
  OrderLine: orderLineFields,
  OrderPayload: orderPayloadFields,
  PlaceOrderPayload: placePayloadFields,
  OrderStatusEvent: statusEventFields,
  Restaurant: restaurantFields,
  RestaurantOrderEvent: restaurantEventFields,
  Quote: quoteFields,
  Money: moneyFields,
};
