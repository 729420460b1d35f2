import type { ServerResponse } from 'node:http';
import { gauge, latencies, type LatencySeries } from '@tiffin/telemetry';

const MS_PER_SECOND = 1_000;

/** The answer's HTTP status, or that nobody waited for one. */
type Outcome = number | 'abandoned';

/** What a subgraph tells of its own work. Labels come from small closed sets. */
export interface SubgraphMetrics {
  /** Times an HTTP operation until its answer is written or given up. */
  timeOperation(response: ServerResponse): void;
  /**
   * Times an operation that the same process asks for.
   * @param signal aborts when the caller gives it up
   * @returns takes the status that HTTP would have answered with, once there is an answer
   */
  startOperation(signal?: AbortSignal): (status: number) => void;
  operationStarted(): void;
  operationEnded(): void;
}

export function createSubgraphMetrics(subgraph: string): SubgraphMetrics {
  const seconds = latencies<'subgraph' | 'status'>({
    name: 'tiffin_subgraph_operation_seconds',
    help: 'Wall-clock time of GraphQL operations, by HTTP status; in the same process by what it would be.',
    labelNames: ['subgraph', 'status'],
  });
  const onSockets = gauge<'subgraph'>({
    name: 'tiffin_subgraph_socket_operations',
    help: 'Subscriptions and other operations under way on WebSockets or of the same process.',
    labelNames: ['subgraph'],
  });
  const known = new Map<Outcome, LatencySeries>();
  const seriesOf = (status: Outcome): LatencySeries => {
    let series = known.get(status);
    if (series === undefined) {
      known.set(status, (series = seconds.series({ subgraph, status: String(status) })));
    }
    return series;
  };
  const observe = (status: Outcome, startedAt: number): void =>
    seriesOf(status).observe((performance.now() - startedAt) / MS_PER_SECOND);
  return {
    timeOperation(response) {
      const startedAt = performance.now();
      response.once('close', () =>
        observe(response.writableFinished ? response.statusCode : 'abandoned', startedAt),
      );
    },
    startOperation(signal) {
      const startedAt = performance.now();
      let isOver = false;
      const end = (status: Outcome): void => {
        if (isOver) return;
        isOver = true;
        observe(status, startedAt);
      };
      signal?.addEventListener('abort', () => end('abandoned'), { once: true });
      return end;
    },
    operationStarted: () => onSockets.inc({ subgraph }),
    operationEnded: () => onSockets.dec({ subgraph }),
  };
}
