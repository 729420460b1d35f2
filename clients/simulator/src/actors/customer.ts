import { uuidv7 } from '@tiffin/kernel';
import {
  PlaceOrderDocument,
  QuoteOrderDocument,
  type QuoteOrderInput,
  type TiffinClient,
} from '@tiffin/sdk';
import { command } from './command.ts';
import { OrderFollower } from './order-follower.ts';
import type { Surroundings } from './surroundings.ts';

/** What a customer wants and how it is paid. */
export interface Purchase {
  basket: QuoteOrderInput;
  paymentMethod: string;
  note?: string;
}

/** Asks for a price, places the order and follows it on both streams. Throws UserErrors when it is refused. */
export async function buy(
  surroundings: Surroundings,
  client: TiffinClient,
  { basket, paymentMethod, note }: Purchase,
): Promise<OrderFollower> {
  const quoted = await command(surroundings, client, QuoteOrderDocument, { input: basket });
  const quoteToken = quoted.quoteOrder.quote?.token;
  if (!quoteToken) throw new Error('the endpoint gave neither a quote nor a reason');
  const input = {
    idempotencyKey: uuidv7(),
    quoteToken,
    paymentMethod,
    ...(note === undefined ? {} : { note }),
  };
  const sentAt = performance.now();
  const placed = await command(surroundings, client, PlaceOrderDocument, { input });
  surroundings.tally.placementMs.add(performance.now() - sentAt);
  const { order } = placed.placeOrder;
  if (!order) throw new Error('the endpoint gave neither an order nor a reason');
  return new OrderFollower(surroundings, client, order.id, order.history);
}
