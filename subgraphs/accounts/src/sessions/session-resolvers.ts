import { requireUser } from '@tiffin/service';
import { toRfc3339 } from '@tiffin/kernel';
import { ownView } from '../accounts/account-view.ts';
import type {
  MutationResolvers,
  SessionPayloadResolvers,
  SessionResolvers,
} from '../generated/graph.ts';
import { endSession } from './end-session.ts';
import { refreshSession } from './refresh-session.ts';

export const sessionMutations: Pick<MutationResolvers, 'refreshSession' | 'logOut'> = {
  refreshSession: (_parent, { input }, { services }) =>
    refreshSession(services, input.refreshToken),
  logOut: async (_parent, _args, { identity, services }) => {
    const { sessionId } = requireUser(identity);
    const { database, processClock } = services;
    await endSession(database.pool, sessionId, 'LOGGED_OUT', processClock.now());
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
