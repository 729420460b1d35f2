import type { RevocationData } from '@tiffin/events';
import { plusMs, toRfc3339, type ProcessInstant } from '@tiffin/kernel';
import { accountsPolicy } from '../policy.ts';

/** All access tokens of a session count no more. */
export function ofSession(sessionId: string, at: ProcessInstant): RevocationData {
  return revocation('sid', sessionId, at, accountsPolicy.accessTokenLifeMs);
}

/** All access tokens that an API key's secret was exchanged for count no more. */
export function ofSecret(secretId: string, at: ProcessInstant): RevocationData {
  return revocation('sid', secretId, at, accountsPolicy.apiKeyTokenLifeMs);
}

/** No access token of an account counts, whatever it was issued for. */
export function ofAccount(accountId: string, at: ProcessInstant): RevocationData {
  return revocation('sub', accountId, at, accountsPolicy.accessTokenLifeMs);
}

/** Tokens of the account count again, except those of sessions that have ended. */
export function backForAccount(accountId: string, at: ProcessInstant): RevocationData {
  return { ...ofAccount(accountId, at), until: null };
}

function revocation(
  claim: RevocationData['claim'],
  value: string,
  at: ProcessInstant,
  lifeMs: number,
): RevocationData {
  const until = plusMs(at, lifeMs + accountsPolicy.revocationMarginMs);
  return { claim, value, at: toRfc3339(at), until: toRfc3339(until) };
}
