import type { MutationResolvers, RestaurantMembershipResolvers } from '../generated/graph.ts';
import { addRestaurantMember } from './add-restaurant-member.ts';

export const staffMutations: Pick<MutationResolvers, 'addRestaurantMember'> = {
  addRestaurantMember: async (_parent, { input }, { services, identity }) => {
    const { membership, userErrors } = await addRestaurantMember(services, identity, input);
    return { membership: membership ?? null, userErrors: [...userErrors] };
  },
};

export const membershipResolvers: RestaurantMembershipResolvers = {
  restaurant: ({ restaurantId }) => ({ id: restaurantId }),
};
