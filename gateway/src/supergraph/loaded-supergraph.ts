import { Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import {
  createLabelSource,
  overrideLabelsOf,
  type LabelSource,
} from '../execution/override-labels.ts';
import { fieldsRequiredWithArguments } from '../execution/required-with-arguments.ts';
import { AccessRules } from '../security/access-rules.ts';
import { readDemandRules, type DemandRules } from '../security/demand-rules.ts';
import { SUPPORTED_FEATURES } from './supported-features.ts';

/** A supergraph ready to be planned against. */
export interface LoadedSupergraph {
  sdl: string;
  /** What clients see, for planning … */
  api: Schema;
  /** … and for graphql-js. */
  apiSchema: GraphQLSchema;
  /** Everything, `@inaccessible` parts included. */
  supergraphSchema: GraphQLSchema;
  planner: QueryPlanner;
  /** Which progressive `@override`s are on, drawn for each planning. */
  drawLabels: LabelSource;
  /** Fields that a client's own request for them must be kept apart from. */
  requiredWithArguments: ReadonlySet<string>;
  accessRules: AccessRules;
  /** What its fields cost, and which of them are counted. */
  demandRules: DemandRules;
  subgraphs: readonly SubgraphAddress[];
}

export interface SubgraphAddress {
  name: string;
  /** Its GraphQL endpoint over HTTP; the same with `ws:` for subscriptions. */
  url: string;
}

/**
 * Builds the schemas and the planner from a composed supergraph.
 * @param overrideLabels labels of progressive `@override`s that are on for every request
 * @throws GraphQLError when it is not one, or needs a feature that is not honoured here
 */
export function buildSupergraph(
  sdl: string,
  urlOf: (subgraph: SubgraphAddress) => string = ({ url }) => url,
  overrideLabels: readonly string[] = [],
): LoadedSupergraph {
  const supergraph = Supergraph.build(sdl, { supportedFeatures: SUPPORTED_FEATURES });
  const api = supergraph.apiSchema();
  return {
    sdl,
    api,
    apiSchema: api.toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    planner: new QueryPlanner(supergraph),
    drawLabels: createLabelSource(overrideLabelsOf(supergraph.schema), overrideLabels),
    requiredWithArguments: fieldsRequiredWithArguments(supergraph.schema),
    accessRules: AccessRules.read(sdl),
    demandRules: readDemandRules(sdl),
    subgraphs: supergraph
      .subgraphsMetadata()
      .map(({ name, url }) => ({ name, url: urlOf({ name, url }) })),
  };
}
