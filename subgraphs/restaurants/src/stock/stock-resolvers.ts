import type { MutationResolvers } from '../generated/graph.ts';
import { releaseStock } from './release-stock.ts';
import { reserveStock } from './reserve-stock.ts';

export const stockMutations: Pick<MutationResolvers, 'reserveStock' | 'releaseStock'> = {
  reserveStock: async (_parent, { input }, { services, identity }) => {
    const { reserved, violations } = await reserveStock(services, identity, input);
    return { reserved, violations: [...violations] };
  },
  releaseStock: (_parent, { orderId }, { services, identity }) =>
    releaseStock(services, identity, orderId),
};
