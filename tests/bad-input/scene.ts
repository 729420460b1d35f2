import { uuidv7 } from '@tiffin/kernel';
import {
  LedgerBalancesDocument,
  MenuStockDocument,
  OrderHistoryDocument,
  OrderTotalsDocument,
  PlaceOrderDocument,
  QuoteOrderDocument,
  type PlaceOrderInput,
  type QuoteOrderInput,
} from '@tiffin/sdk';
import { expect } from '@jest/globals';
import { CENTRE, near, type Person, type Stage } from '../stage/stage.ts';

/** A restaurant with one counted dish, a customer with an order, and somebody who has nothing to do with it. */
export interface Scene {
  stage: Stage;
  restaurantId: string;
  owner: Person;
  itemId: string;
  optionIds: string[];
  customer: Person;
  stranger: Person;
  orderId: string;
  /** A basket that can be ordered. */
  basket: QuoteOrderInput;
  /** A token of a new quote of `customer`. */
  quote(basket?: Partial<QuoteOrderInput>): Promise<string>;
  /** Places an order as somebody; the customer without one. */
  place(input: Partial<PlaceOrderInput>, who?: Person): ReturnType<typeof placeOrder>;
}

export async function openScene(stage: Stage): Promise<Scene> {
  const restaurant = await stage.open();
  const customer = await stage.join('customer', 'CUSTOMER');
  const stranger = await stage.join('stranger', 'CUSTOMER');
  const [item] = restaurant.items;
  const basket: QuoteOrderInput = {
    restaurantId: restaurant.id,
    lines: [{ menuItemId: item!.id, quantity: 1 }],
    mode: 'STANDARD',
    deliverTo: near(CENTRE, 300, 0),
    deliveryAddress: 'Rua da Alegria 1',
    tip: '1.00',
  };
  const quote = async (change: Partial<QuoteOrderInput> = {}) => {
    const input = { ...basket, ...change };
    const { quoteOrder } = await customer.client.request(QuoteOrderDocument, { input });
    expect(quoteOrder.userErrors).toEqual([]);
    return quoteOrder.quote!.token;
  };
  const place = (input: Partial<PlaceOrderInput>, who = customer) => placeOrder(who, input);
  const placed = await place({ quoteToken: await quote() });
  return {
    stage,
    restaurantId: restaurant.id,
    owner: restaurant.owner,
    itemId: item!.id,
    optionIds: item!.optionIds,
    customer,
    stranger,
    orderId: placed.order!.id,
    basket,
    quote,
    place,
  };
}

async function placeOrder(who: Person, input: Partial<PlaceOrderInput>) {
  const { placeOrder: payload } = await who.client.request(PlaceOrderDocument, {
    input: { idempotencyKey: uuidv7(), quoteToken: '', paymentMethod: 'pm_card_visa', ...input },
  });
  return payload;
}

/** Everything that bad input must leave as it is: the orders, the log of one, the stock, the ledger. */
async function everything({ stage: { admin }, restaurantId, orderId }: Scene) {
  const { orderTotals } = await admin.request(OrderTotalsDocument, {});
  const { ledgerBalances } = await admin.request(LedgerBalancesDocument, {});
  const { order } = await admin.request(OrderHistoryDocument, { id: orderId });
  const { restaurant } = await admin.request(MenuStockDocument, { id: restaurantId });
  const stock = restaurant?.menu?.sections[0]?.items.map((item) => item.stock);
  return { orderTotals, ledgerBalances, history: order?.history, stock };
}

/** Does something and expects that nothing has changed. */
export async function changesNothing<T>(scene: Scene, act: () => Promise<T>): Promise<T> {
  const before = await everything(scene);
  const outcome = await act();
  expect(await everything(scene)).toEqual(before);
  return outcome;
}

/** The code of the error a request ends with; fails when it succeeds. */
export async function errorCode(request: Promise<unknown>): Promise<string> {
  const outcome = await request.then(
    (data) => ({ data }),
    (error: { code?: string }) => ({ code: String(error.code) }),
  );
  if ('data' in outcome) throw new Error(`expected an error, got ${JSON.stringify(outcome.data)}`);
  return outcome.code;
}
