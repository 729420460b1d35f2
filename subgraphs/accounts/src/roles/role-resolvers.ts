import { viewFor } from '../accounts/account-view.ts';
import type { MutationResolvers } from '../generated/graph.ts';
import { grantRole } from './grant-role.ts';

export const roleMutations: Pick<MutationResolvers, 'grantRole'> = {
  grantRole: async (_parent, { input }, { services, identity }) => {
    const { account, userErrors } = await grantRole(services, identity, input);
    return {
      account: account === undefined ? null : viewFor(identity, account),
      userErrors: [...userErrors],
    };
  },
};
