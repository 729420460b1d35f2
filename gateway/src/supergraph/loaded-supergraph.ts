import { Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import {
  createLabelSource,
  overrideLabelsOf,
  type LabelSource,
} from '../execution/override-labels.ts';
import { AccessRules } from '../security/access-rules.ts';
import { readDemandRules, type DemandRules } from '../security/demand-rules.ts';
import { supergraphToPlan } from './planning/planned-supergraph.ts';
import type { RequiredVariants } from './planning/required-variants.ts';
import { SUPPORTED_FEATURES } from './supported-features.ts';

/** A supergraph ready to be planned against. */
export interface LoadedSupergraph {
  sdl: string;
  /** What operations are planned on: what clients see, and what only plans name. */
  api: Schema;
  /** What clients see. */
  apiSchema: GraphQLSchema;
  /** Everything, `@inaccessible` parts included. */
  supergraphSchema: GraphQLSchema;
  planner: QueryPlanner;
  /** Which progressive `@override`s are on, drawn for each planning. */
  drawLabels: LabelSource;
  /** What plans name otherwise than the subgraphs do; undefined when nothing. */
  requiredVariants: RequiredVariants | undefined;
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
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  const planned = supergraphToPlan(supergraph, supergraphSchema, sdl);
  return {
    sdl,
    api: planned.supergraph.apiSchema(),
    apiSchema: supergraph.apiSchema().toGraphQLJSSchema(),
    supergraphSchema,
    planner: new QueryPlanner(planned.supergraph),
    drawLabels: createLabelSource(overrideLabelsOf(supergraph.schema), overrideLabels),
    requiredVariants: planned.variants,
    accessRules: AccessRules.read(sdl),
    demandRules: readDemandRules(sdl),
    subgraphs: supergraph
      .subgraphsMetadata()
      .map(({ name, url }) => ({ name, url: urlOf({ name, url }) })),
  };
}
