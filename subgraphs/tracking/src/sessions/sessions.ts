import type { PubSub } from '@tiffin/events';
import { BoundedCache } from '@tiffin/service';
import type { Client } from '../orders/order-statements.ts';
import { sessionPolicy } from '../policy.ts';
import { SESSION_CHANNEL } from '../positions/keys.ts';
import { readSession, type DriverSession } from './session.ts';

/** The sessions of drivers, remembered for a moment. */
export interface Sessions {
  /** Null for a driver who may not report; that is never remembered. */
  of(driverId: string): Promise<DriverSession | null>;
  /** What is remembered of this driver is out of date. */
  forget(driverId: string): void;
  stop(): void;
}

interface Remembered {
  readonly session: DriverSession;
  readonly until: number;
}

/**
 * Reads sessions from Postgres and keeps them until they change, which any process announces, or for two
 * seconds, should an announcement be lost.
 */
export function createSessions(pool: Client, pubsub: PubSub): Sessions {
  const remembered = new BoundedCache<string, Remembered>(sessionPolicy.inMemory);
  /** Counts what was forgotten, so that a reading from before is not remembered after it. */
  let generation = 0;

  const forget = (driverId: string): void => {
    generation += 1;
    remembered.delete(driverId);
  };
  const listening = pubsub.listen(SESSION_CHANNEL, {
    onMessage: (message) => {
      if (typeof message === 'string') forget(message);
    },
    onLive: () => undefined,
  });

  return {
    async of(driverId) {
      const known = remembered.get(driverId);
      if (known && performance.now() < known.until) return known.session;
      const before = generation;
      const session = await readSession(pool, driverId);
      if (session && generation === before) {
        remembered.set(driverId, { session, until: performance.now() + sessionPolicy.freshMs });
      }
      return session;
    },
    forget,
    stop: () => listening.stop(),
  };
}
