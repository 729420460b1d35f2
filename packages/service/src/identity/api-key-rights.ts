import type { Identity, Membership, MembershipRole, Role, UserIdentity } from './identity.ts';

/** A key acts for a business, never for the platform and never as a courier, whatever else its owner is. */
const KEY_ROLES: ReadonlySet<Role> = new Set(['CUSTOMER', 'RESTAURANT_STAFF', 'PARTNER']);
/** The places on a staff that make a restaurant its account's own. */
const OWNING_ROLES: ReadonlySet<MembershipRole> = new Set(['OWNER', 'MANAGER']);

/** What an API key can be made for. */
export const KEY_SCOPES = ['orders:read', 'orders:write', 'catalog:write'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** A partner's program. */
export type ApiKeyIdentity = UserIdentity & { readonly apiKeyId: string };

/** Whether a partner's program calls, and not a person or one of our own processes. */
export function isApiKey(identity: Identity): identity is ApiKeyIdentity {
  return identity.kind === 'user' && identity.apiKeyId !== undefined;
}

/** Whether this scope does not stand in the way: a partner's program has to hold it, nobody else. */
export function holdsKeyScope(identity: Identity, scope: KeyScope): boolean {
  return !isApiKey(identity) || identity.scopes.includes(scope);
}

/** Whether a role means anything for a program. */
export function isKeyRole(role: Role): boolean {
  return KEY_ROLES.has(role);
}

/** Whether this place makes the restaurant one that a program acts for. */
export function countsForKeys({ role }: Membership): boolean {
  return OWNING_ROLES.has(role);
}
