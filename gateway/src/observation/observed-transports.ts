import { currentContext, formatTraceparent, inSpan, isTracing } from '@tiffin/telemetry';
import type {
  SubgraphAnswer,
  SubgraphRequest,
  SubgraphTransport,
  SubgraphTransports,
} from '../execution/transport/subgraph-transport.ts';
import { callerAfter } from './caller-after.ts';
import { gatewayMetrics } from './gateway-metrics.ts';

/** Measures fetches, and records each as a step that its subgraph's own steps follow. */
export function observedTransports(transports: SubgraphTransports): SubgraphTransports {
  return new Map(
    [...transports].map(([subgraph, transport]) => [subgraph, observed(subgraph, transport)]),
  );
}

function observed(subgraph: string, transport: SubgraphTransport): SubgraphTransport {
  const ok = gatewayMetrics.fetchSeconds.series({ subgraph, outcome: 'ok' });
  const failed = gatewayMetrics.fetchSeconds.series({ subgraph, outcome: 'failed' });
  const measured = (request: SubgraphRequest): Promise<SubgraphAnswer> => {
    const startedAt = performance.now();
    return transport.send(request).then(
      (answer) => {
        ok.observe((performance.now() - startedAt) / 1_000);
        return answer;
      },
      (error: unknown) => {
        failed.observe((performance.now() - startedAt) / 1_000);
        throw error;
      },
    );
  };
  return {
    send(request) {
      if (!isTracing()) return measured(request);
      const { operation } = request;
      const attributes = {
        'graphql.operation.type': operation.kind,
        'tiffin.subgraph': subgraph,
        ...(operation.operationName === undefined
          ? {}
          : { 'graphql.operation.name': operation.operationName }),
      };
      const work = currentContext();
      const parent =
        work === undefined ? request.caller.scope.traceparent : formatTraceparent(work.trace);
      return inSpan(`fetch ${subgraph}`, { kind: 'client', parent, attributes }, (span) =>
        measured(
          span === undefined ? request : { ...request, caller: callerAfter(request.caller, span) },
        ),
      );
    },
    close: () => transport.close(),
  };
}
