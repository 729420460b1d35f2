import { TiffinError } from '../errors/tiffin-error.ts';
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
  if (roles.some((role) => user.roles.includes(role))) return user;
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

export function findMembership(identity: Identity, restaurantId: string): Membership | undefined {
  if (identity.kind !== 'user') return undefined;
  return identity.memberships.find((candidate) => candidate.restaurantId === restaurantId);
}

export function hasRole(identity: Identity, ...roles: readonly Role[]): boolean {
  return identity.kind === 'user' && roles.some((role) => identity.roles.includes(role));
}

function forbidden(): TiffinError {
  return new TiffinError('FORBIDDEN', 'You may not do this.');
}
