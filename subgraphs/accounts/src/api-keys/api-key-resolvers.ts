import type { AccountResolvers, ApiKeyResolvers, MutationResolvers } from '../generated/graph.ts';
import { SCOPE_OF } from './api-key.ts';
import { keysOf } from './api-key-rows.ts';
import { createApiKey, revokeApiKey, rotateApiKey, type ApiKeyOutcome } from './manage-api-keys.ts';

type ApiKeyMutations = 'createApiKey' | 'rotateApiKey' | 'revokeApiKey';

export const apiKeyMutations: Pick<MutationResolvers, ApiKeyMutations> = {
  createApiKey: async (_parent, { input }, { services, identity }) =>
    payload(await createApiKey(services, identity, input)),
  rotateApiKey: async (_parent, { input }, { services, identity }) =>
    payload(await rotateApiKey(services, identity, input.id)),
  revokeApiKey: async (_parent, { input }, { services, identity }) =>
    payload(await revokeApiKey(services, identity, input.id)),
};

export const apiKeysOfAccount: Pick<AccountResolvers, 'apiKeys'> = {
  apiKeys: ({ account, whole }, _args, { services }) =>
    whole && account.roles.includes('PARTNER') ? keysOf(services.database.pool, account.id) : null,
};

export const apiKeyResolvers: ApiKeyResolvers = {
  scopes: ({ scopes }) =>
    (Object.keys(SCOPE_OF) as (keyof typeof SCOPE_OF)[]).filter((name) =>
      scopes.includes(SCOPE_OF[name]),
    ),
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  rotatedAt: ({ rotatedAt }) => rotatedAt?.toISOString() ?? null,
  revokedAt: ({ revokedAt }) => revokedAt?.toISOString() ?? null,
};

function payload({ apiKey, secret, userErrors }: ApiKeyOutcome) {
  return { apiKey: apiKey ?? null, secret: secret ?? null, userErrors: [...userErrors] };
}
