import { viewFor } from '../accounts/account-view.ts';
import type { MutationResolvers } from '../generated/graph.ts';
import { reinstateAccount, suspendAccount } from './suspend-account.ts';

type SuspensionMutations = 'suspendAccount' | 'reinstateAccount';

export const suspensionMutations: Pick<MutationResolvers, SuspensionMutations> = {
  suspendAccount: async (_parent, { input }, { services, identity }) => {
    const { account, userErrors } = await suspendAccount(services, identity, input.accountId);
    return { account: account ? viewFor(identity, account) : null, userErrors: [...userErrors] };
  },
  reinstateAccount: async (_parent, { input }, { services, identity }) => {
    const { account, userErrors } = await reinstateAccount(services, identity, input.accountId);
    return { account: account ? viewFor(identity, account) : null, userErrors: [...userErrors] };
  },
};
