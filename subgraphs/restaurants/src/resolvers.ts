import type { Resolvers } from './generated/graph.ts';
import {
  itemPayloadResolvers,
  menuItemResolvers,
  menuMutations,
  menuResolvers,
  modifierGroupResolvers,
  modifierOptionResolvers,
  sectionResolvers,
} from './menu/menu-resolvers.ts';
import { restaurantsNearby } from './nearby/nearby-resolvers.ts';
import { orderability } from './orderability/orderability-resolvers.ts';
import {
  restaurant,
  restaurantMutations,
  restaurantPayloadResolvers,
  restaurantResolvers,
} from './profile/restaurant-resolvers.ts';
import { stockMutations } from './stock/stock-resolvers.ts';

export const resolvers: Resolvers = {
  Query: { restaurant, restaurantsNearby, orderability },
  Mutation: { ...restaurantMutations, ...menuMutations, ...stockMutations },
  Restaurant: restaurantResolvers,
  RestaurantPayload: restaurantPayloadResolvers,
  SetItemAvailabilityPayload: itemPayloadResolvers,
  Menu: menuResolvers,
  MenuSection: sectionResolvers,
  MenuItem: menuItemResolvers,
  ModifierGroup: modifierGroupResolvers,
  ModifierOption: modifierOptionResolvers,
};
