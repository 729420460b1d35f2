import { TRACEPARENT_HEADER } from '@tiffin/service';
import { isTracing, startSpan } from '@tiffin/telemetry';
import type { SubgraphUpstream } from '../subscriptions/subgraph-upstream.ts';

/** Records each subscribing at a subgraph as a step, until the first event or the end. */
export function observedUpstream(
  subgraph: string,
  upstream: Pick<SubgraphUpstream, 'subscribe'>,
): Pick<SubgraphUpstream, 'subscribe'> {
  return {
    subscribe(payload, sink) {
      if (!isTracing()) return upstream.subscribe(payload, sink);
      const before: unknown = payload.extensions?.[TRACEPARENT_HEADER];
      const { operationName } = payload;
      const span = startSpan(`subscribe ${subgraph}`, {
        kind: 'client',
        parent: typeof before === 'string' ? before : undefined,
        attributes: {
          'graphql.operation.type': 'subscription',
          'tiffin.subgraph': subgraph,
          ...(typeof operationName === 'string' ? { 'graphql.operation.name': operationName } : {}),
        },
      });
      if (span === undefined) return upstream.subscribe(payload, sink);
      let isOver = false;
      const over = (error?: unknown): void => {
        if (isOver) return;
        isOver = true;
        if (error !== undefined) span.fail(error);
        span.end();
      };
      const extensions = { ...payload.extensions, [TRACEPARENT_HEADER]: span.traceparent };
      const stop = upstream.subscribe(
        { ...payload, extensions },
        {
          next(event) {
            if (!isOver) over();
            sink.next(event);
          },
          end(error) {
            over(error);
            sink.end(error);
          },
        },
      );
      return () => {
        over();
        stop();
      };
    },
  };
}
