import {
  beginTrace,
  continueTrace,
  inSpan,
  isTracing,
  parseTraceparent,
  runInContext,
  type SpanOptions,
} from '@tiffin/telemetry';
import type pg from 'pg';
import type { EventOf } from '../envelope/envelope.ts';
import { tryEffect } from './effect.ts';
import type { Outcome } from './effect.ts';
import type { InboxOptions } from './inbox-options.ts';
import * as metrics from './metrics.ts';

/**
 * An event's handler in one transaction with `prepare`, which says that the event is dealt with; in the event's trace.
 */
export async function perform(
  { pool, consumer, source, handlerOf, handlerTimeoutMs }: InboxOptions,
  event: EventOf,
  prepare: (client: pg.PoolClient) => Promise<void>,
): Promise<Outcome> {
  const endTimer = metrics.handlerSeconds.startTimer({ consumer, source });
  const effect = async (client: pg.PoolClient): Promise<void> =>
    handlerOf(event.type)?.(event, client);
  const outcome = await inTraceOf(event, () =>
    inSpan(`process ${event.type}`, processingOf(event, source), async (span) => {
      const result = await tryEffect(pool, prepare, effect, handlerTimeoutMs);
      if (!result.ok) span?.fail(result.error);
      return result;
    }),
  );
  endTimer();
  if (outcome.ok) metrics.consumed.inc({ consumer, source });
  else metrics.failures.inc({ consumer, source });
  return outcome;
}

/** Runs what an event leads to as part of the trace in which it came to be. */
export function inTraceOf<T>(event: EventOf, work: () => T): T {
  // Where spans are recorded they are the steps.
  const trace = isTracing()
    ? (parseTraceparent(event.traceparent) ?? beginTrace())
    : continueTrace(event.traceparent);
  return runInContext({ trace, work: event.type }, work);
}

/** Follows the work that caused the event, however long ago that was. */
function processingOf(event: EventOf, source: string): SpanOptions {
  return {
    kind: 'consumer',
    parent: event.traceparent,
    attributes: {
      'messaging.system': 'redis',
      'messaging.operation.type': 'process',
      'messaging.operation.name': 'process',
      'messaging.destination.name': source,
      'messaging.message.id': event.id,
    },
  };
}
