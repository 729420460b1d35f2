import type { ServerResponse } from 'node:http';
import { gauge, histogram } from '@tiffin/telemetry';

/** What a subgraph tells of its own work. Labels come from small closed sets. */
export interface SubgraphMetrics {
  /** Times an HTTP operation until its answer is written or given up. */
  timeOperation(response: ServerResponse): void;
  operationStarted(): void;
  operationEnded(): void;
}

export function createSubgraphMetrics(subgraph: string): SubgraphMetrics {
  const seconds = histogram<'subgraph' | 'status'>({
    name: 'tiffin_subgraph_operation_seconds',
    help: 'Wall-clock time of GraphQL operations over HTTP, by HTTP status.',
    labelNames: ['subgraph', 'status'],
  });
  const onSockets = gauge<'subgraph'>({
    name: 'tiffin_subgraph_socket_operations',
    help: 'GraphQL operations under way on WebSockets.',
    labelNames: ['subgraph'],
  });
  return {
    timeOperation(response) {
      const stop = seconds.startTimer({ subgraph });
      response.once('close', () => {
        stop({ status: response.writableFinished ? String(response.statusCode) : 'abandoned' });
      });
    },
    operationStarted: () => onSockets.inc({ subgraph }),
    operationEnded: () => onSockets.dec({ subgraph }),
  };
}
