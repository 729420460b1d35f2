import { resumable } from '@tiffin/events';
import { isUuid } from '@tiffin/kernel';
import { isApiKey, notFound, requireUser, TiffinError, type Identity } from '@tiffin/service';
import { maySeeBoard } from '../order/visibility.ts';
import type { LogEntry } from '../lifecycle/log-entry.ts';
import { restaurantChannel, sequenceOf } from './channels.ts';
import type { FollowingParts } from './order-status-changed.ts';
import { withTypedErrors } from './typed-errors.ts';
import { readRestaurantLog, restaurantSequence } from './read-log.ts';

/** An entry of a restaurant's log, numbered as that log numbers it. */
export interface RestaurantLogEntry {
  /** The restaurant's sequence. */
  readonly sequence: number;
  readonly entry: LogEntry;
}

/**
 * Every change of state of every order of one restaurant. Without `after` it begins with what happens next.
 *
 * @throws TiffinError FORBIDDEN for those who are neither staff of the restaurant nor support nor administrators;
 *   NOT_FOUND for API keys of partners whose restaurant it is not
 */
export async function followRestaurant(
  { database, pubsub }: FollowingParts,
  identity: Identity,
  restaurantId: string,
  after: string | null,
): Promise<AsyncIterableIterator<RestaurantLogEntry>> {
  requireUser(identity);
  if (!isUuid(restaurantId) || !maySeeBoard(identity, restaurantId)) {
    if (isApiKey(identity)) throw notFound('The restaurant');
    throw new TiffinError('FORBIDDEN', 'You are no staff of this restaurant.');
  }
  const channel = restaurantChannel(restaurantId);
  const events = resumable<RestaurantLogEntry>({
    pubsub,
    channel,
    after:
      after === null
        ? await restaurantSequence(database, restaurantId)
        : sequenceOf(channel, after),
    readLog: async (afterSequence, limit) => {
      const entries = await readRestaurantLog(database, restaurantId, afterSequence, limit);
      return entries.map((entry) => ({ sequence: entry.restaurantSequence, entry }));
    },
    originOf: ({ entry }) => ({ subject: entry.orderId, sequence: entry.sequence }),
  });
  return withTypedErrors(events);
}
