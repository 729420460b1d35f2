import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLCurrency, GraphQLDateTimeISO, GraphQLTimeZone, GraphQLUUID } from 'graphql-scalars';

/** Upper bound of a cursor's text; ours stay far below. */
export const CURSOR_MAX_CHARACTERS = 1_024;

const DECIMAL = /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,6})?$/;
const CURSOR = /^[\w=+/.:-]+$/;

/**
 * Resolvers for the scalars of `graph/shared.graphql`.
 *
 * DateTime accepts RFC 3339 text (resolvers get a `Date`) and serialises a `Date` or RFC 3339 text;
 * UUID is lower-cased on the way in; Decimal and Cursor are strings on both sides.
 */
export const scalarResolvers = {
  DateTime: renamed(GraphQLDateTimeISO, 'DateTime'),
  UUID: lowerCased(renamed(GraphQLUUID, 'UUID')),
  Decimal: textScalar('Decimal', isDecimal, 'a decimal number as a string, such as "12.50"'),
  CurrencyCode: renamed(GraphQLCurrency, 'CurrencyCode'),
  TimeZone: renamed(GraphQLTimeZone, 'TimeZone'),
  Cursor: textScalar('Cursor', isCursor, 'a cursor that this service issued'),
} as const;

function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

function isCursor(text: string): boolean {
  return text.length <= CURSOR_MAX_CHARACTERS && CURSOR.test(text);
}

function renamed(scalar: GraphQLScalarType, name: string): GraphQLScalarType {
  return new GraphQLScalarType({ ...scalar.toConfig(), name });
}

function lowerCased(scalar: GraphQLScalarType): GraphQLScalarType {
  const config = scalar.toConfig();
  return new GraphQLScalarType({
    ...config,
    parseValue: (value) => String(config.parseValue(value)).toLowerCase(),
    parseLiteral: (node, variables) => String(config.parseLiteral(node, variables)).toLowerCase(),
  });
}

function textScalar(
  name: string,
  isValid: (text: string) => boolean,
  expected: string,
): GraphQLScalarType<string, string> {
  const check = (value: unknown): string => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw new GraphQLError(`${name} must be ${expected}.`);
  };
  return new GraphQLScalarType<string, string>({
    name,
    serialize: check,
    parseValue: check,
    parseLiteral: (node: ValueNode) => check(node.kind === Kind.STRING ? node.value : undefined),
  });
}
