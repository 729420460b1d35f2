import type { LocalSubgraph } from '@tiffin/service';
import type { JsonObject } from '../json.ts';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from './subgraph-transport.ts';

/**
 * A subgraph in the same process. It gets the verified identity itself, where one behind HTTP would
 * get it signed; whatever else happens there, happens here too.
 */
export class LocalTransport implements SubgraphTransport {
  readonly #subgraph: LocalSubgraph;

  constructor(subgraph: LocalSubgraph) {
    this.#subgraph = subgraph;
  }

  async send({ operation, variables, caller }: SubgraphRequest): Promise<SubgraphAnswer> {
    const { query, operationName } = operation;
    // Parsed from its text, so that nothing that the subgraph does to it is seen on this side.
    const own = JSON.parse(variables) as JsonObject;
    const { identity, scope } = caller;
    const answer = await this.#subgraph.execute(
      { query, operationName, variables: own },
      identity,
      scope,
    );
    return answer as SubgraphAnswer;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
