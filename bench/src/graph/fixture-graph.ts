import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { composeServices } from '@apollo/composition';
import { accounts } from './accounts.ts';
import { inventory } from './inventory.ts';
import { products } from './products.ts';
import { reviews } from './reviews.ts';
import { FEDERATION, STREAM_DIRECTIVES, type SubgraphDefinition } from './subgraph-definition.ts';

export type SubgraphName = 'accounts' | 'inventory' | 'products' | 'reviews';

const DEFINITIONS: Readonly<Record<SubgraphName, SubgraphDefinition>> = {
  accounts,
  inventory,
  products,
  reviews,
};

export type SubgraphUrls = Readonly<Record<SubgraphName, string>>;

export const SUBGRAPH_NAMES = Object.keys(DEFINITIONS) as readonly SubgraphName[];

/** @throws Error when there is no such subgraph */
export function subgraphDefinition(name: string | undefined): SubgraphDefinition {
  const known = SUBGRAPH_NAMES.find((each) => each === name);
  if (known === undefined) throw new Error(`${name} is none of ${SUBGRAPH_NAMES.join(', ')}`);
  return DEFINITIONS[known];
}

const typeDefsOf = ({ types }: SubgraphDefinition): DocumentNode =>
  parse(FEDERATION + STREAM_DIRECTIVES + types);

export function subgraphSchema(name: SubgraphName): GraphQLSchema {
  const definition = DEFINITIONS[name];
  const { resolvers } = definition;
  return buildSubgraphSchema([{ typeDefs: typeDefsOf(definition), resolvers }]);
}

const AUDIENCE = / @audience\(of: \[\w*\]\)/g;

/**
 * The supergraph of the fixture with its subgraphs at these addresses.
 * @param declares whether they declare whom their fields tell the same
 */
export function composeFixture(urls: SubgraphUrls, declares: 'audiences' | 'nothing'): string {
  const services = SUBGRAPH_NAMES.map((name) => {
    const { types, resolvers } = DEFINITIONS[name];
    const said = declares === 'audiences' ? types : types.replaceAll(AUDIENCE, '');
    return { name, url: urls[name], typeDefs: typeDefsOf({ types: said, resolvers }) };
  });
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl !== undefined) return supergraphSdl;
  throw new Error(`The fixture does not compose: ${errors?.map(String).join('; ')}`);
}
