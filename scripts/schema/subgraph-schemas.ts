import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The subgraphs of the supergraph, with the ports they have by default. */
export const SUBGRAPH_PORTS = {
  accounts: 4101,
  restaurants: 4102,
  orders: 4103,
  drivers: 4104,
  tracking: 4105,
  payments: 4106,
} as const;

export type SubgraphName = keyof typeof SUBGRAPH_PORTS;

export const SUBGRAPHS = Object.keys(SUBGRAPH_PORTS) as SubgraphName[];

/** The repository's root folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A subgraph's whole schema: the shared scalars, value types and directives, then its own. */
export function subgraphSchema(name: SubgraphName): string {
  const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
  return `${read('packages/service/graph/shared.graphql')}\n${read('packages/service/graph/subscription.graphql')}\n${read('packages/service/graph/rate-limit.graphql')}\n${read('packages/service/graph/api-key.graphql')}\n${read(`subgraphs/${name}/schema.graphql`)}`;
}
