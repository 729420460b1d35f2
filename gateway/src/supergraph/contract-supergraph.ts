import { AccessRules } from '../security/access-rules.ts';
import { contractOf } from './contract.ts';
import { buildSupergraph, type LoadedSupergraph } from './loaded-supergraph.ts';

/**
 * The contract variant of a supergraph that is served already, at the same subgraphs. Its callers come
 * with API keys, so what a key must be made for is demanded of them too.
 *
 * @throws Error when nothing is tagged so, or what is left is not a schema
 */
export function contractSupergraph(whole: LoadedSupergraph, tag: string): LoadedSupergraph {
  const urls = new Map(whole.subgraphs.map(({ name, url }) => [name, url]));
  const contract = buildSupergraph(
    contractOf(whole.sdl, tag),
    ({ name, url }) => urls.get(name) ?? url,
  );
  return {
    ...contract,
    drawLabels: whole.drawLabels,
    accessRules: AccessRules.read(contract.sdl, { apiKeys: true }),
  };
}
