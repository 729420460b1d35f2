import { isTracing } from '@tiffin/telemetry';
import type { EventOf } from '../envelope/envelope.ts';
import type { WakeUp } from '../redis/wake-up-message.ts';
import { eventsPolicy } from '../policy.ts';

/** What a channel's subscribers are told of events: that there are some, and, where spans are recorded, their causes. */
export function wakeUpOf(events: readonly EventOf[]): string {
  const message: WakeUp = { sequence: events.at(-1)?.sequence ?? 0 };
  if (!isTracing()) return JSON.stringify(message);
  const causes = events
    .slice(-eventsPolicy.maxWakeUpCauses)
    .flatMap(({ subject, sequence, traceparent }) =>
      traceparent === undefined ? [] : [{ subject, sequence, traceparent }],
    );
  return JSON.stringify(causes.length === 0 ? message : { ...message, causes });
}
