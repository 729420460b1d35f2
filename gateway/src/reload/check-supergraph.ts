import { validateSchema } from 'graphql';
import { buildSupergraph, type LoadedSupergraph } from '../supergraph/loaded-supergraph.ts';

/** Tells where subgraphs are. */
export type AddressOf = Parameters<typeof buildSupergraph>[1];

/**
 * A supergraph that can be served: it parses and composes into schemas, and clients see a valid one.
 * @throws Error that says what is wrong with it
 */
export function buildChecked(sdl: string, urlOf: AddressOf): LoadedSupergraph {
  const supergraph = buildSupergraph(sdl, urlOf);
  const [problem] = validateSchema(supergraph.apiSchema);
  if (problem !== undefined) throw problem;
  return supergraph;
}
