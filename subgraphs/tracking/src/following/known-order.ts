import type { PubSub } from '@tiffin/events';
import { isUuid } from '@tiffin/kernel';
import { knownOrder, type Client } from '../orders/order-statements.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { followingPolicy } from '../policy.ts';
import { orderChannel } from '../positions/keys.ts';

/**
 * An order, waited for a short while until it is so: who has just placed it, or taken it, may ask before
 * word of that has come here.
 *
 * @returns the order as it is then, null when it is not known at all
 */
export async function orderOnceKnown(
  pool: Client,
  pubsub: PubSub,
  orderId: string,
  isSo: (order: TrackedOrder) => boolean,
): Promise<TrackedOrder | null> {
  if (!isUuid(orderId)) return null;
  const order = await knownOrder(pool, orderId);
  if (order && isSo(order)) return order;
  const { promise: overdue, resolve: giveUp } = Promise.withResolvers<null>();
  const timer = setTimeout(() => giveUp(null), followingPolicy.unknownOrderWaitMs);
  const { promise: found, resolve, reject } = Promise.withResolvers<TrackedOrder | null>();
  const look = (): void => {
    knownOrder(pool, orderId).then((known) => {
      if (known && isSo(known)) resolve(known);
    }, reject);
  };
  const listening = pubsub.listen(orderChannel(orderId), { onMessage: look, onLive: look });
  try {
    return (await Promise.race([found, overdue])) ?? (await knownOrder(pool, orderId));
  } finally {
    clearTimeout(timer);
    listening.stop();
    // Whatever still comes of a look under way concerns nobody.
    found.catch(() => undefined);
  }
}
