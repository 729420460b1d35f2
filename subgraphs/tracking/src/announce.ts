import type { PubSub } from '@tiffin/events';
import type { Effects } from './orders/effects.ts';
import { orderChannel, SESSION_CHANNEL } from './positions/keys.ts';
import type { LastPositions } from './positions/last-positions.ts';
import type { Sessions } from './sessions/sessions.ts';

/** Who hears of a committed event. */
export interface Audience {
  readonly pubsub: PubSub;
  readonly sessions: Sessions;
  readonly lastPositions: LastPositions;
}

/**
 * Tells subscribers and the other processes what a committed event has changed. What is lost here only delays:
 * logs are read again, sessions are forgotten by themselves, positions run out.
 */
export function announceWith({ pubsub, sessions, lastPositions }: Audience) {
  return ({ orders, sessions: changed, gone }: Effects): void => {
    for (const driverId of changed) {
      sessions.forget(driverId);
      void pubsub.publish(SESSION_CHANNEL, driverId);
    }
    for (const orderId of orders) void pubsub.publish(orderChannel(orderId), null);
    for (const driverId of gone) lastPositions.remove(driverId).catch(() => undefined);
  };
}
