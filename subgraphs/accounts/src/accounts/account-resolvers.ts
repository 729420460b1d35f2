import type { AccountResolvers, QueryResolvers } from '../generated/graph.ts';
import { viewFor } from './account-view.ts';

export const me: NonNullable<QueryResolvers['me']> = async (_parent, _args, context) => {
  if (context.identity.kind !== 'user') return null;
  const account = await context.loaders.account.load(context.identity.accountId);
  return account && viewFor(context.identity, account);
};

export const accountResolvers: AccountResolvers = {
  __resolveReference: async ({ id }, context) => {
    const account = await context.loaders.account.load(id);
    return account && viewFor(context.identity, account);
  },
  id: ({ account }) => account.id,
  displayName: ({ account }) => account.displayName,
  email: ({ account, whole }) => (whole ? account.email : null),
  roles: ({ account, whole }) => (whole ? [...account.roles] : null),
  createdAt: ({ account, whole }) => (whole ? account.createdAt.toISOString() : null),
  suspendedAt: ({ account, whole }) =>
    whole ? (account.suspendedAt?.toISOString() ?? null) : null,
  memberships: async ({ account, whole }, _args, context) =>
    whole ? ((await context.loaders.memberships.load(account.id)) ?? []) : null,
};
