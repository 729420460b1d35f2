import { localSubgraphAt, type LocalSubgraph, type Logger } from '@tiffin/service';
import type { SubgraphAddress } from '../supergraph/loaded-supergraph.ts';
import { webSocketUrl } from '../supergraph/subgraph-url.ts';
import type { SubgraphUpstream } from './subgraph-upstream.ts';
import { LocalUpstream } from './local-upstream.ts';
import { Upstream } from './upstream.ts';

/** The ways to the events of all subgraphs: a connection to each, or none to those of this process. */
export class Upstreams {
  readonly #bySubgraph: ReadonlyMap<string, SubgraphUpstream>;

  constructor(
    { colocated }: { colocated: boolean },
    subgraphs: readonly SubgraphAddress[],
    logger: Logger,
  ) {
    this.#bySubgraph = new Map(
      subgraphs.map(({ name, url }): [string, SubgraphUpstream] => {
        const find = (): LocalSubgraph | undefined => localSubgraphAt(url);
        if (colocated && find() !== undefined) return [name, new LocalUpstream(name, find)];
        return [name, new Upstream(name, webSocketUrl(url), logger)];
      }),
    );
  }

  /** @throws Error for a name that is not in the supergraph */
  of(subgraph: string): SubgraphUpstream {
    const upstream = this.#bySubgraph.get(subgraph);
    if (upstream === undefined) throw new Error(`There is no subgraph "${subgraph}".`);
    return upstream;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#bySubgraph.values()].map((upstream) => upstream.close()));
  }
}
