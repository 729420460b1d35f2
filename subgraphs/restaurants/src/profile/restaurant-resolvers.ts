import { formatDecimal, type Money } from '@tiffin/kernel';
import { setDeliveryZone } from '../delivery-zone/set-delivery-zone.ts';
import type {
  MutationResolvers,
  QueryResolvers,
  RestaurantPayloadResolvers,
  RestaurantResolvers,
} from '../generated/graph.ts';
import { isTakingOrders } from '../hours/is-taking-orders.ts';
import { setOpeningHours } from '../hours/set-opening-hours.ts';
import { clockTimeOf } from '../hours/weekly-hours.ts';
import { replaceMenu } from '../menu/replace-menu.ts';
import { createRestaurant } from './create-restaurant.ts';
import { setRestaurantMode, updateRestaurant } from './update-restaurant.ts';

/** An amount as the graph shows it. */
export function moneyOf(amount: Money): { amount: string; currency: string } {
  return { amount: formatDecimal(amount), currency: amount.currency };
}

export const restaurant: NonNullable<QueryResolvers['restaurant']> = (_parent, { id }, context) =>
  context.loaders.restaurant.load(id);

export const restaurantMutations: Pick<
  MutationResolvers,
  | 'createRestaurant'
  | 'updateRestaurant'
  | 'setOpeningHours'
  | 'setDeliveryZone'
  | 'setRestaurantMode'
  | 'replaceMenu'
> = {
  createRestaurant: (_parent, { input }, { services, identity }) =>
    createRestaurant(services, identity, input),
  updateRestaurant: (_parent, { input }, { services, identity }) =>
    updateRestaurant(services, identity, input),
  setOpeningHours: (_parent, { input }, { services, identity }) =>
    setOpeningHours(services, identity, input),
  setDeliveryZone: (_parent, { input }, { services, identity }) =>
    setDeliveryZone(services, identity, input),
  setRestaurantMode: (_parent, { input }, { services, identity }) =>
    setRestaurantMode(services, identity, input),
  replaceMenu: (_parent, { input }, { services, identity }) =>
    replaceMenu(services, identity, input),
};

/** Read anew after the change, through the request's loader. */
export const restaurantPayloadResolvers: RestaurantPayloadResolvers = {
  restaurant: ({ restaurantId }, _args, { loaders }) =>
    restaurantId === undefined ? null : loaders.restaurant.clear(restaurantId).load(restaurantId),
  userErrors: ({ userErrors }) => [...userErrors],
};

export const restaurantResolvers: RestaurantResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.restaurant.load(id),
  minimumOrder: ({ minimumOrder }) => moneyOf(minimumOrder),
  cuisines: ({ cuisines }) => [...cuisines],
  deliveryZone: ({ deliveryZone }) => [...deliveryZone],
  isOpen: (parent, _args, { services }) => isTakingOrders(parent, services.clock.now()),
  openingHours: ({ openingHours }) =>
    openingHours.map(({ day, opensAt, closesAt }) => ({
      dayOfWeek: day,
      opensAt: clockTimeOf(opensAt),
      closesAt: clockTimeOf(closesAt),
    })),
  menu: async ({ id, menuVersion }, _args, { loaders }) =>
    menuVersion === 0
      ? null
      : { version: menuVersion, sections: (await loaders.sections.load(id)) ?? [] },
  distanceMeters: ({ distanceMeters }) => distanceMeters ?? null,
};
