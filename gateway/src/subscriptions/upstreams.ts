import type { Logger } from '@tiffin/service';
import type { SubgraphAddress } from '../supergraph/loaded-supergraph.ts';
import { webSocketUrl } from '../supergraph/subgraph-url.ts';
import { Upstream } from './upstream.ts';

/** The connections to all subgraphs that publish events, one each. */
export class Upstreams {
  readonly #bySubgraph: ReadonlyMap<string, Upstream>;

  constructor(subgraphs: readonly SubgraphAddress[], logger: Logger) {
    this.#bySubgraph = new Map(
      subgraphs.map(({ name, url }) => [name, new Upstream(name, webSocketUrl(url), logger)]),
    );
  }

  /** @throws Error for a name that is not in the supergraph */
  of(subgraph: string): Upstream {
    const upstream = this.#bySubgraph.get(subgraph);
    if (upstream === undefined) throw new Error(`There is no subgraph "${subgraph}".`);
    return upstream;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#bySubgraph.values()].map((upstream) => upstream.close()));
  }
}
