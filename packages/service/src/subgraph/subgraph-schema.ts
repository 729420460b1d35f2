import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type DocumentNode, type GraphQLScalarType, type GraphQLSchema } from 'graphql';
import { scalarResolvers } from '../scalars/scalar-resolvers.ts';

/** The scalars and value types that every subgraph has in common. */
export const SHARED_TYPE_DEFS_PATH = fileURLToPath(
  new URL('../../graph/shared.graphql', import.meta.url),
);
/** The directives by which a subgraph says what a gateway may do with its streams of events. */
const SUBSCRIPTION_TYPE_DEFS_PATH = fileURLToPath(
  new URL('../../graph/subscription.graphql', import.meta.url),
);
/** The directive by which a subgraph says in which class of limits a field is counted. */
const RATE_LIMIT_TYPE_DEFS_PATH = fileURLToPath(
  new URL('../../graph/rate-limit.graphql', import.meta.url),
);

/** The directive by which a subgraph says what an API key must be made for. */
const API_KEY_TYPE_DEFS_PATH = fileURLToPath(
  new URL('../../graph/api-key.graphql', import.meta.url),
);

/**
 * Resolvers of any generated shape: codegen's `Resolvers<Context>` is assignable. The library that
 * takes them has no closer type than this.
 */
export type SubgraphResolvers = object;

export interface SubgraphSchemaSource {
  /** The subgraph's own contract as a file … */
  schemaPath?: string;
  /** … or as text, without the shared types. */
  typeDefs?: string;
}

/** The complete SDL of a subgraph, shared types first: what is served and what is composed. */
export function subgraphTypeDefs({ schemaPath, typeDefs }: SubgraphSchemaSource): string {
  const own = typeDefs ?? (schemaPath === undefined ? undefined : readFileSync(schemaPath, 'utf8'));
  if (own === undefined) throw new TypeError('A subgraph needs a schemaPath or typeDefs.');
  const shared = [
    SHARED_TYPE_DEFS_PATH,
    SUBSCRIPTION_TYPE_DEFS_PATH,
    RATE_LIMIT_TYPE_DEFS_PATH,
    API_KEY_TYPE_DEFS_PATH,
  ];
  return [...shared.map((path) => readFileSync(path, 'utf8')), own].join('\n');
}

/** The executable schema: shared scalars get their resolvers here, the subgraph brings the rest. */
export function buildSubgraph(
  source: SubgraphSchemaSource & { resolvers: SubgraphResolvers },
): GraphQLSchema {
  const document: DocumentNode = parse(subgraphTypeDefs(source));
  return buildSubgraphSchema([
    { typeDefs: document, resolvers: { ...scalarParts(), ...source.resolvers } },
  ]);
}

/** Only the behaviour: names and descriptions come from the schema file. */
function scalarParts(): Record<string, GraphQLScalarType> {
  return Object.fromEntries(
    Object.entries(scalarResolvers).map(([name, scalar]) => [
      name,
      {
        serialize: scalar.serialize,
        parseValue: scalar.parseValue,
        parseLiteral: scalar.parseLiteral,
      } as GraphQLScalarType,
    ]),
  );
}
