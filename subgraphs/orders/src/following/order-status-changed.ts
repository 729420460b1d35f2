import { resumable, type PubSub } from '@tiffin/events';
import { isUuid } from '@tiffin/kernel';
import { notFound, type Identity } from '@tiffin/service';
import type { LogEntry } from '../lifecycle/log-entry.ts';
import { isFinal, type OrderRecord } from '../order/order-record.ts';
import { maySeeOrder, maySeeOrderForGood } from '../order/visibility.ts';
import { orderChannel, sequenceOf } from './channels.ts';
import { isVisibleSoon } from './visible-soon.ts';
import { withTypedErrors } from './typed-errors.ts';
import { readLatestEntry, readOrderLog, type LogDatabase } from './read-log.ts';

/** What following logs needs. */
export interface FollowingParts {
  readonly database: LogDatabase;
  readonly pubsub: PubSub;
  readonly findOrder: (orderId: string) => Promise<OrderRecord | null>;
}

/**
 * Every change of state of one order. The right of a driver to see it is asked again before each event, because a driver
 * may have been replaced.
 *
 * @throws TiffinError NOT_FOUND for those who may not know of the order
 */
export async function followOrder(
  { database, pubsub, findOrder }: FollowingParts,
  identity: Identity,
  orderId: string,
  after: string | null,
): Promise<AsyncIterableIterator<LogEntry>> {
  let isVisibleForGood = false;
  const isVisible = async (): Promise<boolean> => {
    if (isVisibleForGood) return true;
    const order = isUuid(orderId) ? await findOrder(orderId) : null;
    isVisibleForGood = order !== null && maySeeOrderForGood(identity, order);
    return order !== null && maySeeOrder(identity, order);
  };
  if (!(await isVisibleSoon(identity, isVisible))) throw notFound('Order');
  const channel = orderChannel(orderId);
  const events = resumable<LogEntry>({
    pubsub,
    channel,
    ...(after === null
      ? { snapshot: () => readLatestEntry(database, orderId) }
      : { after: sequenceOf(channel, after) }),
    readLog: (afterSequence, limit) => readOrderLog(database, orderId, afterSequence, limit),
    isFinal: ({ status }) => isFinal(status),
    authorise: isVisible,
  });
  return withTypedErrors(events);
}
