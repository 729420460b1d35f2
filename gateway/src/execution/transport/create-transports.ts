import { localSubgraphAt, type LocalSubgraph, type Logger } from '@tiffin/service';
import type { SubgraphAddress } from '../../supergraph/loaded-supergraph.ts';
import type { CallerForwarder } from '../caller.ts';
import type { AccountChanges } from './account-changes.ts';
import { HttpTransport } from './http-transport.ts';
import { LocalTransport } from './local-transport.ts';
import { SharedReads, type ReadKey } from './shared-reads.ts';
import type { SubgraphTransport, SubgraphTransports } from './subgraph-transport.ts';

export interface TransportConfiguration {
  colocated: boolean;
  subgraphTimeoutMs: number;
  subgraphReadsTogether: number;
}

/**
 * A way to each subgraph: HTTP, or a call where this process serves it and may be called so.
 * @param readKey who may share reads under way; by default who is known by the same claims
 * @param changes where mutations are told, those of all who share
 */
export function createTransports(
  configuration: TransportConfiguration,
  subgraphs: readonly SubgraphAddress[],
  forwarder: CallerForwarder,
  logger: Logger,
  readKey?: ReadKey,
  changes?: AccountChanges,
): SubgraphTransports {
  const { colocated, subgraphTimeoutMs: timeoutMs } = configuration;
  const common = { timeoutMs, reads: new SharedReads(readKey, changes), logger };
  const overHttp = { ...common, forwarder, readsTogether: configuration.subgraphReadsTogether };
  return new Map(
    subgraphs.map(({ name: subgraph, url }): [string, SubgraphTransport] => {
      const find = (): LocalSubgraph | undefined => localSubgraphAt(url);
      if (colocated && find() !== undefined) {
        return [subgraph, new LocalTransport({ ...common, subgraph, find })];
      }
      return [subgraph, new HttpTransport({ ...overHttp, subgraph, url })];
    }),
  );
}
