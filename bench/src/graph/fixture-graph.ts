import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { composeServices } from '@apollo/composition';
import { accounts } from './accounts.ts';
import { inventory } from './inventory.ts';
import { products } from './products.ts';
import { reviews } from './reviews.ts';
import type { SubgraphDefinition } from './subgraph-definition.ts';

const DEFINITIONS = { accounts, inventory, products, reviews } as const;

export type SubgraphName = keyof typeof DEFINITIONS;
export type SubgraphUrls = Readonly<Record<SubgraphName, string>>;

export const SUBGRAPH_NAMES = Object.keys(DEFINITIONS) as readonly SubgraphName[];

export function subgraphSchema(name: SubgraphName): GraphQLSchema {
  const { typeDefs, resolvers }: SubgraphDefinition = DEFINITIONS[name];
  return buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]);
}

/** The supergraph of the fixture with its subgraphs at these addresses. */
export function composeFixture(urls: SubgraphUrls): string {
  const services = SUBGRAPH_NAMES.map((name) => ({
    name,
    url: urls[name],
    typeDefs: parse(DEFINITIONS[name].typeDefs),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl !== undefined) return supergraphSdl;
  throw new Error(`The fixture does not compose: ${errors?.map(String).join('; ')}`);
}
