import { validateSchema } from 'graphql';
import { buildSupergraph, type LoadedSupergraph } from '../supergraph/loaded-supergraph.ts';

/**
 * A supergraph that can be served: it parses, its schemas can be built, and what clients see is valid.
 * @throws Error that says what is wrong with it
 */
export function buildChecked(...parts: Parameters<typeof buildSupergraph>): LoadedSupergraph {
  const supergraph = buildSupergraph(...parts);
  const [problem] = validateSchema(supergraph.apiSchema);
  if (problem !== undefined) throw problem;
  return supergraph;
}
