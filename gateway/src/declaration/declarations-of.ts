import type { LoadedSupergraph } from '../supergraph/loaded-supergraph.ts';
import { readDeclarations, type Declarations } from './read-declarations.ts';

const known = new WeakMap<LoadedSupergraph, Declarations>();

/** What the subgraphs of a supergraph declare of their fields; read once. */
export function declarationsOf(supergraph: LoadedSupergraph): Declarations {
  let declarations = known.get(supergraph);
  if (declarations === undefined) {
    declarations = readDeclarations(supergraph.sdl);
    known.set(supergraph, declarations);
  }
  return declarations;
}
