import { Wake } from '../outage/wake.ts';
import { eventsPolicy } from '../policy.ts';
import { AbandonedError, unlessAborted } from './abandon.ts';
import { abandonable } from './abandonable.ts';
import { LatestMailbox } from './latest-feed.ts';
import type { LatestFeed } from './latest-feed.ts';
import type { PubSub } from './pub-sub.ts';

/**
 * A subscription to an ephemeral feed alone (drivers on a map, surge): newest per key wins, nothing is replayed. A
 * subscriber that is too slow misses what was replaced, never blocks, and holds at most one event per key.
 */
export function newest<P>(
  options: LatestFeed<P> & { readonly pubsub: PubSub; readonly signal?: AbortSignal },
): AsyncIterableIterator<P> {
  return abandonable((signal) => follow(options, signal), options.signal);
}

async function* follow<P>(
  options: LatestFeed<P> & { readonly pubsub: PubSub },
  signal: AbortSignal,
): AsyncGenerator<P, void, undefined> {
  const wake = new Wake();
  const mailbox = new LatestMailbox(options.pubsub, options, () => wake.ring());
  const release = (): void => mailbox.stop();
  signal.addEventListener('abort', release);
  try {
    await unlessAborted(mailbox.fill(), signal);
    for (;;) {
      wake.clear();
      for (let value = mailbox.values.take(); value !== undefined; value = mailbox.values.take()) {
        yield value;
      }
      await wake.heard(eventsPolicy.safetyReadMs, signal);
      if (signal.aborted) throw new AbandonedError();
    }
  } finally {
    signal.removeEventListener('abort', release);
    release();
  }
}
