import { isTracing, startSpan } from '@tiffin/telemetry';
import type { Subscriptions } from '../subscriptions/streams/subscriptions.ts';
import { callerAfter } from './caller-after.ts';
import type { OperationLabels } from './operation-labels.ts';

/**
 * Records each subscribing as a step of its client, from its admission here to the first event or the end:
 * a subscription itself may go on for hours, and its events have traces of their own.
 */
export function observedSubscriptions(
  subscriptions: Pick<Subscriptions, 'open'>,
  labels: OperationLabels,
): Pick<Subscriptions, 'open'> {
  return {
    open(request, subscriber) {
      if (!isTracing()) return subscriptions.open(request, subscriber);
      const { operation, caller } = request;
      const name = operation.definition.name?.value;
      const span = startSpan(`subscribe ${labels.of(operation)}`, {
        kind: 'server',
        parent: caller.scope.traceparent,
        attributes: {
          'graphql.operation.type': 'subscription',
          ...(name === undefined ? {} : { 'graphql.operation.name': name }),
        },
      });
      if (span === undefined) return subscriptions.open(request, subscriber);
      let isOver = false;
      const over = (error?: unknown): void => {
        if (isOver) return;
        isOver = true;
        if (error !== undefined) span.fail(error);
        span.end();
      };
      const opened = subscriptions.open(
        { ...request, caller: callerAfter(caller, span) },
        {
          next(event, conflationKey) {
            if (!isOver) over();
            subscriber.next(event, conflationKey);
          },
          end(error) {
            over(error);
            subscriber.end(error);
          },
        },
      );
      return {
        operation: opened.operation,
        leave() {
          over();
          opened.leave();
        },
        interrupt: (reason) => opened.interrupt(reason),
      };
    },
  };
}
