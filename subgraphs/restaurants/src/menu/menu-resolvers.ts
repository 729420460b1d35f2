import type {
  MenuItemResolvers,
  MenuResolvers,
  MenuSectionResolvers,
  ModifierGroupResolvers,
  ModifierOptionResolvers,
  MutationResolvers,
  SetItemAvailabilityPayloadResolvers,
} from '../generated/graph.ts';
import { moneyOf } from '../profile/restaurant-resolvers.ts';
import { canBeOrdered } from './menu.ts';
import { setItemAvailability } from './set-item-availability.ts';

export const menuMutations: Pick<MutationResolvers, 'setItemAvailability'> = {
  setItemAvailability: (_parent, { input }, { services, identity }) =>
    setItemAvailability(services, identity, input),
};

export const itemPayloadResolvers: SetItemAvailabilityPayloadResolvers = {
  item: ({ itemId }, _args, { loaders }) =>
    itemId === undefined ? null : loaders.menuItem.clear(itemId).load(itemId),
  userErrors: ({ userErrors }) => [...userErrors],
};

export const menuResolvers: MenuResolvers = { sections: ({ sections }) => [...sections] };

export const sectionResolvers: MenuSectionResolvers = { items: ({ items }) => [...items] };

export const menuItemResolvers: MenuItemResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.menuItem.load(id),
  price: ({ price }) => moneyOf(price),
  available: (item) => canBeOrdered(item),
  modifierGroups: ({ modifierGroups }) => [...modifierGroups],
};

export const modifierGroupResolvers: ModifierGroupResolvers = {
  options: ({ options }) => [...options],
};

export const modifierOptionResolvers: ModifierOptionResolvers = {
  priceDelta: ({ priceDelta }) => moneyOf(priceDelta),
};
