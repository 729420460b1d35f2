import { toRfc3339 } from '@tiffin/kernel';
import { ownView } from '../accounts/account-view.ts';
import type {
  MutationResolvers,
  SessionPayloadResolvers,
  SessionResolvers,
} from '../generated/graph.ts';
import { logOut, logOutEverywhere } from './log-out.ts';
import { refreshSession } from './refresh-session.ts';

export const sessionMutations: Pick<
  MutationResolvers,
  'refreshSession' | 'logOut' | 'logOutEverywhere'
> = {
  refreshSession: (_parent, { input }, { services }) =>
    refreshSession(services, input.refreshToken),
  logOut: async (_parent, _args, { identity, services }) => {
    await logOut(services, identity);
    return { userErrors: [] };
  },
  logOutEverywhere: async (_parent, _args, { identity, services }) => {
    await logOutEverywhere(services, identity);
    return { userErrors: [] };
  },
};

export const sessionPayloadResolvers: SessionPayloadResolvers = {
  account: (outcome) => (outcome.account === undefined ? null : ownView(outcome.account)),
  session: (outcome) => (outcome.account === undefined ? null : outcome.session),
  userErrors: ({ userErrors }) => [...userErrors],
};

export const sessionResolvers: SessionResolvers = {
  accessTokenExpiresAt: (session) => toRfc3339(session.accessTokenExpiresAt),
  refreshTokenExpiresAt: (session) => toRfc3339(session.refreshTokenExpiresAt),
};
