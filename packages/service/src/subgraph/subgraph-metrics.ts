import type { ServerResponse } from 'node:http';
import { gauge, latencies, type LatencySeries } from '@tiffin/telemetry';

const MS_PER_SECOND = 1_000;

/** What a subgraph tells of its own work. Labels come from small closed sets. */
export interface SubgraphMetrics {
  /** Times an HTTP operation until its answer is written or given up. */
  timeOperation(response: ServerResponse): void;
  operationStarted(): void;
  operationEnded(): void;
}

export function createSubgraphMetrics(subgraph: string): SubgraphMetrics {
  const seconds = latencies<'subgraph' | 'status'>({
    name: 'tiffin_subgraph_operation_seconds',
    help: 'Wall-clock time of GraphQL operations over HTTP, by HTTP status.',
    labelNames: ['subgraph', 'status'],
  });
  const onSockets = gauge<'subgraph'>({
    name: 'tiffin_subgraph_socket_operations',
    help: 'Subscriptions and other operations under way on WebSockets or of the same process.',
    labelNames: ['subgraph'],
  });
  const known = new Map<number | 'abandoned', LatencySeries>();
  const seriesOf = (status: number | 'abandoned'): LatencySeries => {
    let series = known.get(status);
    if (series === undefined) {
      known.set(status, (series = seconds.series({ subgraph, status: String(status) })));
    }
    return series;
  };
  return {
    timeOperation(response) {
      const startedAt = performance.now();
      response.once('close', () => {
        const status = response.writableFinished ? response.statusCode : 'abandoned';
        seriesOf(status).observe((performance.now() - startedAt) / MS_PER_SECOND);
      });
    },
    operationStarted: () => onSockets.inc({ subgraph }),
    operationEnded: () => onSockets.dec({ subgraph }),
  };
}
