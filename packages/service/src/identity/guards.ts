import { TiffinError } from '../errors/tiffin-error.ts';
import { countsForKeys, isKeyRole } from './api-key-rights.ts';
import type {
  Identity,
  Membership,
  MembershipRole,
  Role,
  ServiceIdentity,
  UserIdentity,
} from './identity.ts';

/** @throws TiffinError UNAUTHENTICATED unless a person is signed in */
export function requireUser(identity: Identity): UserIdentity {
  if (identity.kind === 'user') return identity;
  throw new TiffinError('UNAUTHENTICATED', 'Sign in to do this.');
}

/** Any one of `roles` suffices; no role implies another. @throws TiffinError FORBIDDEN */
export function requireRole(identity: Identity, ...roles: readonly Role[]): UserIdentity {
  const user = requireUser(identity);
  if (hasRole(user, ...roles)) return user;
  throw forbidden();
}

/** All of `scopes` are needed. @throws TiffinError FORBIDDEN */
export function requireScope(identity: Identity, ...scopes: readonly string[]): UserIdentity {
  const user = requireUser(identity);
  if (scopes.every((scope) => user.scopes.includes(scope))) return user;
  throw forbidden();
}

/** One of our own processes, by name; without names, any of them. @throws TiffinError FORBIDDEN */
export function requireService(identity: Identity, ...names: readonly string[]): ServiceIdentity {
  if (identity.kind === 'service' && (names.length === 0 || names.includes(identity.name))) {
    return identity;
  }
  throw forbidden();
}

/**
 * A member of this restaurant with one of `roles`; without roles, any member.
 * @throws TiffinError FORBIDDEN for everyone else, support and administrators included
 */
export function requireMembership(
  identity: Identity,
  restaurantId: string,
  ...roles: readonly MembershipRole[]
): { user: UserIdentity; membership: Membership } {
  const user = requireUser(identity);
  const membership = findMembership(user, restaurantId);
  if (membership !== undefined && (roles.length === 0 || roles.includes(membership.role))) {
    return { user, membership };
  }
  throw forbidden();
}

/** The place on a restaurant's staff; with an API key only the place of somebody who runs it counts. */
export function findMembership(identity: Identity, restaurantId: string): Membership | undefined {
  if (identity.kind !== 'user') return undefined;
  const found = identity.memberships.find((candidate) => candidate.restaurantId === restaurantId);
  if (found === undefined || identity.apiKeyId === undefined) return found;
  return countsForKeys(found) ? found : undefined;
}

/** Any one of `roles`; with an API key only those that a business can have. */
export function hasRole(identity: Identity, ...roles: readonly Role[]): boolean {
  if (identity.kind !== 'user') return false;
  const counting = identity.apiKeyId === undefined ? roles : roles.filter(isKeyRole);
  return counting.some((role) => identity.roles.includes(role));
}

function forbidden(): TiffinError {
  return new TiffinError('FORBIDDEN', 'You may not do this.');
}
