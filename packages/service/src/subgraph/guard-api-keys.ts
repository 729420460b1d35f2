import {
  defaultFieldResolver,
  isObjectType,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { TiffinError } from '../errors/tiffin-error.ts';
import { isApiKey } from '../identity/api-key-rights.ts';
import type { Identity } from '../identity/identity.ts';

/** What is tagged so is in the partners' contract. */
const PARTNER_TAG = 'partner';
/** Fields of federation itself: what is behind them is guarded where it stands. */
const FEDERATION_FIELDS: ReadonlySet<string> = new Set(['_entities', '_service']);

type Field = GraphQLField<unknown, unknown>;
type Wrapped = NonNullable<Field['resolve']>;

/**
 * Makes a subgraph hold callers with an API key to what its schema opens to them, whoever asked before:
 * of the root fields those that are tagged `partner`, and of all fields with `@apiKeyScope` those whose
 * scope the key was made for. Everything else is FORBIDDEN to them. Other callers notice nothing.
 *
 * @param identityOf who calls, of a resolver's context
 */
export function guardApiKeys(
  schema: GraphQLSchema,
  identityOf: (context: unknown) => Identity | undefined,
): void {
  const roots = new Set<unknown>([
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const isRoot = roots.has(type) && !FEDERATION_FIELDS.has(field.name);
      const isOpen = !isRoot || isTagged(field);
      const scopes = scopesOf(field);
      if (isOpen && scopes.length === 0) continue;
      guard(type, field, schema, (context) => {
        const identity = identityOf(context);
        // Who is not known is refused like a key that may do nothing.
        if (identity !== undefined && !isApiKey(identity)) return true;
        return isOpen && scopes.every((scope) => identity?.scopes.includes(scope) === true);
      });
    }
  }
}

/** A subscription is guarded where it begins: its events are of who was let in. */
function guard(
  type: GraphQLObjectType,
  field: Field,
  schema: GraphQLSchema,
  admits: (context: unknown) => boolean,
): void {
  const guarded = (resolve: Wrapped): Wrapped => {
    return (source, args, context, info): unknown => {
      if (!admits(context)) {
        const place = `${type.name}.${field.name}`;
        throw new TiffinError('FORBIDDEN', `This API key may not use ${place}.`);
      }
      return resolve(source, args, context, info);
    };
  };
  if (type === schema.getSubscriptionType()) {
    field.subscribe = guarded(field.subscribe ?? defaultFieldResolver);
  } else field.resolve = guarded(field.resolve ?? defaultFieldResolver);
}

function isTagged(field: Field): boolean {
  return directivesOf(field, 'tag').some((tag) => argumentOf(tag, 'name') === PARTNER_TAG);
}

function scopesOf(field: Field): string[] {
  return directivesOf(field, 'apiKeyScope').map((directive) =>
    String(argumentOf(directive, 'scope')),
  );
}

function directivesOf({ astNode }: Field, name: string): readonly ConstDirectiveNode[] {
  return (astNode?.directives ?? []).filter((directive) => directive.name.value === name);
}

function argumentOf(directive: ConstDirectiveNode, name: string): unknown {
  const argument = directive.arguments?.find((each) => each.name.value === name);
  return argument && valueFromASTUntyped(argument.value);
}
