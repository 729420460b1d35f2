import { accountResolvers, me } from './accounts/account-resolvers.ts';
import {
  apiKeyMutations,
  apiKeyResolvers,
  apiKeysOfAccount,
} from './api-keys/api-key-resolvers.ts';
import type { Resolvers } from './generated/graph.ts';
import { registrationMutations } from './registration/registration-resolvers.ts';
import { roleMutations } from './roles/role-resolvers.ts';
import {
  sessionMutations,
  sessionPayloadResolvers,
  sessionResolvers,
} from './sessions/session-resolvers.ts';
import { membershipResolvers, staffMutations } from './staff/staff-resolvers.ts';
import { suspensionMutations } from './suspension/suspension-resolvers.ts';

export const resolvers: Resolvers = {
  Query: { me },
  Mutation: {
    ...registrationMutations,
    ...sessionMutations,
    ...roleMutations,
    ...suspensionMutations,
    ...staffMutations,
    ...apiKeyMutations,
  },
  Account: { ...accountResolvers, ...apiKeysOfAccount },
  ApiKey: apiKeyResolvers,
  RestaurantMembership: membershipResolvers,
  SessionPayload: sessionPayloadResolvers,
  Session: sessionResolvers,
};
