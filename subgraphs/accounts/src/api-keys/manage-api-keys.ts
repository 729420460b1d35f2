import { inTransaction } from '@tiffin/database';
import { isUuid } from '@tiffin/kernel';
import { requireRole, userError, type Identity, type UserError } from '@tiffin/service';
import type { ApiKeyScope } from '../generated/graph.ts';
import { momentOf } from '../moment.ts';
import { accountsPolicy } from '../policy.ts';
import type { Services } from '../services.ts';
import { announceSecretEnded } from './announce-secret-ended.ts';
import { countKeys, holdKey, insertKey, revokeKey, rotateKey } from './api-key-rows.ts';
import { newSecret, SCOPE_OF, type StoredApiKey } from './api-key.ts';

/** The key, and the secret where it is new; or what the caller can put right. */
export interface ApiKeyOutcome {
  readonly apiKey?: StoredApiKey;
  /** Never to be had again. */
  readonly secret?: string;
  readonly userErrors: readonly UserError<'INVALID_INPUT' | 'NOT_FOUND'>[];
}

/** @throws TiffinError UNAUTHENTICATED, FORBIDDEN for all but partners */
export async function createApiKey(
  { database, processClock }: Services,
  identity: Identity,
  { name, scopes }: { readonly name: string; readonly scopes: readonly ApiKeyScope[] },
): Promise<ApiKeyOutcome> {
  const { accountId } = requireRole(identity, 'PARTNER');
  const title = name.trim();
  const max = accountsPolicy.apiKeyNameMaxCharacters;
  if (title === '' || title.length > max)
    return invalid(`A name has 1 to ${max} characters.`, 'name');
  if (scopes.length === 0) return invalid('A key needs a scope.', 'scopes');
  const words = [...new Set(scopes.map((scope) => SCOPE_OF[scope]))].sort();
  return inTransaction(database.pool, async (client): Promise<ApiKeyOutcome> => {
    const limit = accountsPolicy.apiKeysPerAccount;
    if ((await countKeys(client, accountId)) >= limit) {
      return invalid(`An account has at most ${limit} keys: revoke one first.`);
    }
    const made = newSecret();
    const key = { accountId, name: title, scopes: words };
    return outcome(await insertKey(client, key, made, processClock.now()), made.secret);
  });
}

/** The old key stops working. @throws TiffinError UNAUTHENTICATED, FORBIDDEN for all but partners */
export async function rotateApiKey(
  services: Services,
  identity: Identity,
  id: string,
): Promise<ApiKeyOutcome> {
  const { accountId } = requireRole(identity, 'PARTNER');
  if (!isUuid(id)) return outcome(undefined);
  const made = newSecret();
  const key = { id, accountId };
  const rotated = await inTransaction(services.database.pool, async (client) => {
    const digest = await holdKey(client, key);
    if (digest === undefined) return undefined;
    const now = momentOf(services);
    await announceSecretEnded(client, 'accounts.api_key.rotated.v1', { ...key, digest }, now);
    return rotateKey(client, key, made, now.process);
  });
  services.publishSoon();
  return outcome(rotated, made.secret);
}

/** For good; doing it again changes nothing. @throws TiffinError UNAUTHENTICATED, FORBIDDEN for all but partners */
export async function revokeApiKey(
  services: Services,
  identity: Identity,
  id: string,
): Promise<ApiKeyOutcome> {
  const { accountId } = requireRole(identity, 'PARTNER');
  if (!isUuid(id)) return outcome(undefined);
  const key = { id, accountId };
  const revoked = await inTransaction(services.database.pool, async (client) => {
    const digest = await holdKey(client, key);
    const now = momentOf(services);
    if (digest !== undefined) {
      await announceSecretEnded(client, 'accounts.api_key.revoked.v1', { ...key, digest }, now);
    }
    return revokeKey(client, key, now.process);
  });
  services.publishSoon();
  return outcome(revoked);
}

function outcome(apiKey: StoredApiKey | undefined, secret?: string): ApiKeyOutcome {
  if (apiKey === undefined) {
    return { userErrors: [userError('NOT_FOUND', 'There is no such key in force.', 'input.id')] };
  }
  return { apiKey, ...(secret === undefined ? {} : { secret }), userErrors: [] };
}

function invalid(message: string, field?: string): ApiKeyOutcome {
  const place = field === undefined ? [] : [`input.${field}`];
  return { userErrors: [userError('INVALID_INPUT', message, ...place)] };
}
