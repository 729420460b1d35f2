import {
  isObjectType,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type GraphQLSchema,
} from 'graphql';
import type { Identity } from '../identity/identity.ts';

/** A part of the identity, as `@audience` names it. */
export type AudiencePart = 'ACCOUNT' | 'ROLES' | 'SCOPES' | 'MEMBERSHIPS';

/** A field of which a subgraph's schema says what of a caller can change its value. */
export interface DeclaredAudience {
  readonly type: string;
  readonly field: string;
  readonly of: readonly AudiencePart[];
}

/** Every field of a subgraph that declares an audience. */
export function declaredAudiences(schema: GraphQLSchema): DeclaredAudience[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap(({ name, astNode }) => {
        const declared = astNode?.directives?.find((each) => each.name.value === 'audience');
        const of = declared?.arguments?.find((each) => each.name.value === 'of')?.value;
        if (of === undefined) return [];
        return [{ type: type.name, field: name, of: valueFromASTUntyped(of) as AudiencePart[] }];
      }),
    );
}

/**
 * Fields of entities that say nothing of their audience: a stream that asks for one of them is not shared.
 * The fields of keys need not, they are known before the entity is asked for.
 */
export function silentEntityFields(schema: GraphQLSchema): string[] {
  const declared = new Set(declaredAudiences(schema).map(({ type, field }) => `${type}.${field}`));
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap(({ name, astNode }) => {
      const keys = (astNode?.directives ?? []).filter((each) => each.name.value === 'key');
      const given = keys.map((key) => Object.fromEntries(argumentsOf(key)));
      const resolvable = given.filter((key) => key['resolvable'] !== false);
      if (resolvable.length === 0) return [];
      const known = new Set(resolvable.map((key) => String(key['fields'])));
      return (astNode?.fields ?? [])
        .map((field) => field.name.value)
        .filter((field) => !known.has(field) && !declared.has(`${name}.${field}`))
        .map((field) => `${name}.${field}`);
    });
}

function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): [string, unknown][] {
  return given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]);
}

/** What a part says of somebody, as a text. */
export function partOf(identity: Identity, part: AudiencePart): string {
  if (identity.kind !== 'user') return '';
  switch (part) {
    case 'ACCOUNT':
      return identity.accountId;
    case 'ROLES':
      return identity.roles.toSorted().join();
    case 'SCOPES':
      return identity.scopes.toSorted().join();
    case 'MEMBERSHIPS':
      return identity.memberships
        .map(({ restaurantId, role }) => `${restaurantId} ${role}`)
        .toSorted()
        .join();
  }
}
