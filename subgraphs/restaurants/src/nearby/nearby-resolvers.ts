import type { QueryResolvers } from '../generated/graph.ts';
import { restaurantsNearby as search } from './restaurants-nearby.ts';

export const restaurantsNearby: NonNullable<QueryResolvers['restaurantsNearby']> = async (
  _parent,
  args,
  { services, loaders },
) => {
  const { edges, pageInfo } = await search(services.database.pool, args, services.clock.now());
  const restaurants = await Promise.all(edges.map(({ node }) => loaders.restaurant.load(node.id)));
  return {
    edges: edges.flatMap(({ cursor, node }, index) => {
      const restaurant = restaurants[index];
      if (restaurant == null) return [];
      const distanceMeters = Math.round(node.distanceMeters);
      return [{ cursor, node: { ...restaurant, distanceMeters } }];
    }),
    pageInfo,
  };
};
