import type { GraphQLError } from 'graphql';
import type { Identity } from '@tiffin/service';
import type { AccessRule } from './access-rule.ts';
import { gatewayError } from './gateway-error.ts';

/** How many places an error names; a client needs the first few to understand. */
const NAMED_COORDINATES_LIMIT = 10;

/**
 * Whether this caller may run an operation that meets `rules`. The operation is refused as a whole.
 *
 * @returns UNAUTHENTICATED for the anonymous, FORBIDDEN for the signed-in, with the coordinates
 *   that were refused; undefined when all rules are satisfied
 */
export function authorise(
  rules: readonly AccessRule[],
  identity: Identity,
): GraphQLError | undefined {
  const refused = rules.filter((rule) => !satisfies(identity, rule));
  if (refused.length === 0) return undefined;
  const coordinates = refused.slice(0, NAMED_COORDINATES_LIMIT).map(({ coordinate }) => coordinate);
  const places = coordinates.join(', ');
  return identity.kind === 'anonymous'
    ? gatewayError('UNAUTHENTICATED', `Sign in to use ${places}.`, {
        extensions: { coordinates, http: { status: 401 } },
      })
    : gatewayError('FORBIDDEN', `You may not use ${places}.`, {
        extensions: { coordinates, http: { status: 403 } },
      });
}

function satisfies(identity: Identity, rule: AccessRule): boolean {
  if (identity.kind !== 'user' || rule.unknowable) return false;
  if (rule.scopes === null) return true;
  return rule.scopes.some((all) => all.every((scope) => identity.scopes.includes(scope)));
}
