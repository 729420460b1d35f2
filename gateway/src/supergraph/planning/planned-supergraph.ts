import { Supergraph } from '@apollo/federation-internals';
import { parse, type GraphQLSchema } from 'graphql';
import { withRequiredVariants, type RequiredVariants } from './required-variants.ts';
import { withResolvableKeysFirst } from './resolvable-keys.ts';

/** A supergraph as the planner is given it. */
export interface PlannedSupergraph {
  supergraph: Supergraph;
  /** What plans name otherwise than the subgraphs do; undefined when nothing. */
  variants: RequiredVariants | undefined;
}

/**
 * A supergraph of which the planner makes plans that work: the same, but where it would take a key that
 * is not resolvable, or one requirement for another.
 * @param schema of the same supergraph
 * @throws GraphQLError when its subgraphs are not valid
 */
export function supergraphToPlan(
  supergraph: Supergraph,
  schema: GraphQLSchema,
  sdl: string,
): PlannedSupergraph {
  const original = parse(sdl, { noLocation: true });
  const { document, variants } = withRequiredVariants(withResolvableKeysFirst(original), schema);
  if (document === original) return { supergraph, variants };
  supergraph.subgraphs();
  // What is changed is not valid by the letter: it can leave an `@external` without a use.
  const options = { supportedFeatures: null, validateSupergraph: false };
  return { supergraph: Supergraph.build(document, options), variants };
}
