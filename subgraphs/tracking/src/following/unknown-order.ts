import { isUuid } from '@tiffin/kernel';
import { notFound, TiffinError, type Identity, type ServiceClient } from '@tiffin/service';
import { OrderPartiesDocument } from '../generated/orders-calls.ts';
import { mayFollow } from './order-visibility.ts';

/**
 * What to tell somebody who asks for an order that no event has told of: that there is none, or, when orders knows it
 * and they are one of its parties, to ask again in a moment. Word of an order can be late when Redis has just been away.
 */
export async function unknownOrder(
  orders: ServiceClient | undefined,
  identity: Identity,
  orderId: string,
): Promise<TiffinError> {
  if (!orders || !isUuid(orderId)) return notFound('The order');
  try {
    const { order } = await orders.request(OrderPartiesDocument, { id: orderId });
    const parties = order && { customerId: order.customer.id, restaurantId: order.restaurant.id };
    if (!parties || !mayFollow(identity, { ...parties, driverId: null })) {
      return notFound('The order');
    }
  } catch (error) {
    if (error instanceof TiffinError && error.extensions.code === 'NOT_FOUND') {
      return notFound('The order');
    }
    // Orders gave no answer: whether the order exists is not known.
  }
  return new TiffinError('SERVICE_UNAVAILABLE', 'The order is not followed yet. Try again.');
}
