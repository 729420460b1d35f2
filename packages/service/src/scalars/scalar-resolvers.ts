import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLCurrency, GraphQLDateTimeISO, GraphQLTimeZone, GraphQLUUID } from 'graphql-scalars';

/** Upper bound of a cursor's text; ours stay far below. */
export const CURSOR_MAX_CHARACTERS = 1_024;

const DECIMAL = /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,6})?$/;
const CURSOR = /^[\w=+/.:-]+$/;

/**
 * Resolvers for the scalars of `graph/shared.graphql`.
 *
 * All of them are strings to resolvers. DateTime takes RFC 3339 text in any zone and makes it UTC
 * with milliseconds; resolvers may answer with a `Date` too. UUID is lower-cased on the way in.
 */
export const scalarResolvers = {
  DateTime: parsedTo(renamed(GraphQLDateTimeISO, 'DateTime'), (at: Date) => at.toISOString()),
  UUID: parsedTo(renamed(GraphQLUUID, 'UUID'), (id: string) => id.toLowerCase()),
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

/** The same scalar with its parsed value brought into the form that resolvers get. */
function parsedTo<Parsed>(
  scalar: GraphQLScalarType,
  form: (parsed: Parsed) => string,
): GraphQLScalarType {
  const config = scalar.toConfig();
  return new GraphQLScalarType({
    ...config,
    parseValue: (value) => form(config.parseValue(value) as Parsed),
    parseLiteral: (node, variables) => form(config.parseLiteral(node, variables) as Parsed),
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
