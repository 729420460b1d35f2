import {
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
} from 'graphql';

/**
 * A field with everything below it that its subgraph resolves and that needs no argument. A type that
 * is being selected already is not selected again within itself.
 *
 * @returns undefined when nothing below it can be asked for
 */
export function deepSelection(
  { name, args, type }: GraphQLField<unknown, unknown>,
  within: readonly string[],
): string | undefined {
  if (args.some(isRequiredArgument)) return undefined;
  const named = getNamedType(type);
  if (!isCompositeType(named)) return name;
  const below = selectionOf(named, within);
  return below && `${name} ${below}`;
}

/** The selection of everything of an object type. */
export function selectionOf(type: unknown, within: readonly string[] = []): string | undefined {
  if (!isObjectType(type) || within.includes(type.name)) return undefined;
  const fields = Object.values(type.getFields())
    .map((field) => deepSelection(field, [...within, type.name]))
    .filter((text) => text !== undefined);
  return fields.length === 0 ? undefined : `{ ${fields.join(' ')} }`;
}
