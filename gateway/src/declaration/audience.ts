import { isApiKey, type Identity } from '@tiffin/service';
import type { IdentityPart } from './field-declaration.ts';

/** What of the identity counts; undefined stands for all that is known of a caller. */
export type Audience = ReadonlySet<IdentityPart> | undefined;

/**
 * A text that is equal for callers to whom the same is said. It names the kind of caller always: what
 * is declared is said of people, our own processes see more than they do, and a partner's program sees
 * less. Each API key stands for itself, with all that is known of it.
 */
export function audienceKey(audience: Audience, identity: Identity): string {
  if (identity.kind === 'anonymous') return 'anonymous';
  if (identity.kind === 'service') return JSON.stringify(['service', identity.name]);
  const { accountId, roles, scopes, memberships, sessionId, apiKeyId } = identity;
  const counted = isApiKey(identity) ? undefined : audience;
  const has = (part: IdentityPart): boolean => counted === undefined || counted.has(part);
  return JSON.stringify([
    'user',
    apiKeyId ?? null,
    has('ACCOUNT') ? accountId : null,
    has('ROLES') ? roles.toSorted() : null,
    has('SCOPES') ? scopes.toSorted() : null,
    has('MEMBERSHIPS')
      ? memberships.map(({ restaurantId, role }) => `${restaurantId} ${role}`).toSorted()
      : null,
    counted === undefined ? sessionId : null,
  ]);
}

/** Both together; what counts for one counts. */
export function unionOf(one: Audience, other: Audience): Audience {
  if (one === undefined || other === undefined) return undefined;
  return new Set([...one, ...other]);
}
