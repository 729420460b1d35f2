import type { Identity } from '@tiffin/service';
import type { IdentityPart } from './field-declaration.ts';

/** What of the identity counts; undefined stands for all that is known of a caller. */
export type Audience = ReadonlySet<IdentityPart> | undefined;

/**
 * A text that is equal for callers to whom the same is said. It names the kind of caller always: what
 * is declared is said of accounts, and our own processes see more than they do.
 */
export function audienceKey(audience: Audience, identity: Identity): string {
  if (identity.kind === 'anonymous') return 'anonymous';
  if (identity.kind === 'service') return JSON.stringify(['service', identity.name]);
  const { accountId, roles, scopes, memberships, sessionId } = identity;
  const has = (part: IdentityPart): boolean => audience === undefined || audience.has(part);
  return JSON.stringify([
    'user',
    has('ACCOUNT') ? accountId : null,
    has('ROLES') ? roles.toSorted() : null,
    has('SCOPES') ? scopes.toSorted() : null,
    has('MEMBERSHIPS')
      ? memberships.map(({ restaurantId, role }) => `${restaurantId} ${role}`).toSorted()
      : null,
    audience === undefined ? sessionId : null,
  ]);
}

/** Both together; what counts for one counts. */
export function unionOf(one: Audience, other: Audience): Audience {
  if (one === undefined || other === undefined) return undefined;
  return new Set([...one, ...other]);
}
