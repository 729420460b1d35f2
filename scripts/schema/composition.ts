import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';
import { contractOf } from '../../gateway/src/supergraph/contract.ts';
import { SUBGRAPH_PORTS, SUBGRAPHS, subgraphSchema } from './subgraph-schemas.ts';

const PARTNER_TAG = 'partner';

/** What composition makes of the subgraphs. */
export interface Composition {
  /** The supergraph the gateway loads. */
  supergraph: string;
  /** The schema clients see. */
  api: string;
  /** The schema partners see: the contract of `@tag(name: "partner")`. */
  partner: string;
}

/** Composes the subgraphs' schemas. Throws an error that names every composition problem. */
export function composeSupergraph(): Composition {
  const result = composeServices(
    SUBGRAPHS.map((name) => ({
      name,
      url: `http://127.0.0.1:${SUBGRAPH_PORTS[name]}/graphql`,
      typeDefs: parse(subgraphSchema(name)),
    })),
  );
  if (result.errors) {
    throw new Error(
      `The subgraphs do not compose:\n${result.errors.map((e) => `- ${e.message}`).join('\n')}`,
    );
  }
  return {
    supergraph: `${result.supergraphSdl.trimEnd()}\n`,
    api: apiOf(result.supergraphSdl),
    partner: apiOf(contractOf(result.supergraphSdl, PARTNER_TAG)),
  };
}

function apiOf(supergraphSdl: string): string {
  // Our gateway enforces the security directives itself, as a router does.
  const supergraph = Supergraph.build(supergraphSdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  });
  const api = supergraph.apiSchema().toGraphQLJSSchema();
  return `${printSchema(lexicographicSortSchema(api)).trimEnd()}\n`;
}
