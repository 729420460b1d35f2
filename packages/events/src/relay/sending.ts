import { isTracing, type SpanOptions } from '@tiffin/telemetry';
import type { Positioned } from './stream-writer.ts';

/**
 * The relay's step for a batch. A batch that one work has caused is a step of that work; one of several
 * works is a trace of its own, linked with all of them.
 */
export function sendingOf(batch: readonly Positioned[], source: string): SpanOptions {
  if (!isTracing()) return {};
  const causes = new Set(batch.map(({ event }) => event.traceparent));
  causes.delete(undefined);
  const links = [...causes] as string[];
  const [only] = links;
  return {
    kind: 'producer',
    ...(only !== undefined && links.length === 1 ? { parent: only } : { isRoot: true, links }),
    attributes: {
      'messaging.system': 'redis',
      'messaging.operation.type': 'send',
      'messaging.operation.name': 'send',
      'messaging.destination.name': source,
      'messaging.batch.message_count': batch.length,
    },
  };
}
