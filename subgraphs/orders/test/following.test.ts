import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { Delivery } from './deliveries.ts';
import { ACCEPT, CANCEL, FOLLOW, FOLLOW_RESTAURANT, PREPARE, READ, READY } from './operations.ts';
import { StartedOrders, until, user, type Answer, type Followed } from './started-orders.ts';

interface StatusEvent {
  cursor: string;
  sequence: number;
  status: string;
  order: { id: string };
}

describe('following orders', () => {
  let orders: StartedOrders;
  const customer = user();
  const reason = { reason: 'CUSTOMER_REQUEST' };
  beforeAll(async () => {
    orders = await StartedOrders.start();
  });
  afterAll(() => orders.close());

  const next = async (events: Followed, field = 'orderStatusChanged'): Promise<StatusEvent> => {
    const { value } = await events.next();
    if (value?.data == null) throw new Error(JSON.stringify(value));
    return value.data[field] as StatusEvent;
  };
  const all = async (events: Followed): Promise<StatusEvent[]> => {
    const seen: StatusEvent[] = [];
    for await (const { data } of events) seen.push(data.orderStatusChanged);
    return seen;
  };
  /** What a subscription is refused or ended with. */
  const refusalOf = async (events: Followed): Promise<unknown> => {
    const first = await events.next().catch((errors: unknown) => ({ value: { errors } }));
    return (first.value as Answer).errors?.[0]?.extensions.code;
  };
  const refusal = async (query: string, variables: Record<string, unknown>, who = customer) =>
    refusalOf(await orders.follow(query, variables, who));

  test('begins with the present state, and ends with the order', async () => {
    const orderId = await orders.placed(customer);
    await orders.give(ACCEPT, orderId, orders.staff);
    const events = await orders.follow(FOLLOW, { orderId }, customer);
    expect(await next(events)).toMatchObject({ sequence: 2, status: 'CONFIRMED' });
    await orders.give(CANCEL, orderId, customer, reason);
    expect(await next(events)).toMatchObject({ sequence: 3, status: 'CANCELLED' });
    expect((await events.next()).done).toBe(true);
    const late = await orders.follow(FOLLOW, { orderId }, customer);
    expect((await all(late)).map(({ status }) => status)).toEqual(['CANCELLED']);
  });

  test('resumes exactly where it was', async () => {
    const orderId = await orders.placed(customer);
    const events = await orders.follow(FOLLOW, { orderId }, customer);
    const { cursor } = await next(events);
    await events.return?.();
    await orders.give(ACCEPT, orderId, orders.staff);
    await orders.give(PREPARE, orderId, orders.staff);
    const resumed = await orders.follow(FOLLOW, { orderId, after: cursor }, customer);
    const rest = all(resumed);
    await orders.give(READY, orderId, orders.staff);
    await orders.give(CANCEL, orderId, customer, reason);
    expect((await rest).map(({ sequence }) => sequence)).toEqual([2, 3, 4, 5]);
  });

  test('follows across a restart of the subgraph', async () => {
    const orderId = await orders.placed(customer);
    const events = await orders.follow(FOLLOW, { orderId }, customer);
    const { cursor } = await next(events);
    await orders.stop();
    await orders.restart();
    await orders.give(ACCEPT, orderId, orders.staff);
    const resumed = await orders.follow(FOLLOW, { orderId, after: cursor }, customer);
    expect(await next(resumed)).toMatchObject({ sequence: 2, status: 'CONFIRMED' });
    await resumed.return?.();
  });

  test('what one may not see cannot be followed', async () => {
    const orderId = await orders.placed(customer);
    expect(await refusal(FOLLOW, { orderId }, user())).toBe('NOT_FOUND');
    expect(await refusal(FOLLOW, { orderId: uuidv7() })).toBe('NOT_FOUND');
    expect(await refusal(FOLLOW, { orderId: 'nonsense' })).toBe('NOT_FOUND');
    const { restaurantId } = orders.restaurants;
    expect(await refusal(FOLLOW_RESTAURANT, { restaurantId })).toBe('FORBIDDEN');
  });

  test('a cursor of something else, or of nothing, is refused', async () => {
    const orderId = await orders.placed(customer);
    const other = await orders.placed(customer);
    const { cursor } = await next(await orders.follow(FOLLOW, { orderId: other }, customer));
    expect(await refusal(FOLLOW, { orderId, after: cursor })).toBe('INVALID_CURSOR');
    expect(await refusal(FOLLOW, { orderId, after: 'nonsense' })).toBe('INVALID_CURSOR');
    const ahead = Buffer.from(`1:7:order:${orderId}`).toString('base64url');
    expect(await refusal(FOLLOW, { orderId, after: ahead })).toBe('INVALID_CURSOR');
  });

  test('a driver who was replaced sees nothing more', async () => {
    const orderId = await orders.placed(customer);
    await orders.give(ACCEPT, orderId, orders.staff);
    const delivery = new Delivery(orders, orderId);
    await delivery.assigned();
    const driver = user(delivery.driverId, { roles: ['DRIVER'] });
    await until(async () => (await orders.ask(READ, { id: orderId }, driver)).data?.order);
    const events = await orders.follow(FOLLOW, { orderId }, driver);
    expect(await next(events)).toMatchObject({ status: 'CONFIRMED' });
    await delivery.assigned(uuidv7());
    await until(async () => (await orders.ask(READ, { id: orderId }, driver)).errors);
    await orders.give(PREPARE, orderId, orders.staff);
    expect(await refusalOf(events)).toBe('FORBIDDEN');
  });

  test('a restaurant sees every change of every order, in one sequence without a gap', async () => {
    const { restaurantId } = orders.restaurants;
    const events = await orders.follow(FOLLOW_RESTAURANT, { restaurantId }, orders.staff);
    const first = next(events, 'restaurantOrders');
    // The first event may come of an order placed before the subscription stood: place until one is seen.
    let isSeen = false;
    void first.then(() => (isSeen = true));
    await until(async () => {
      await orders.placed(customer);
      return isSeen;
    });
    const { sequence, cursor } = await first;
    const ids = await Promise.all(Array.from({ length: 5 }, () => orders.placed(user())));
    await Promise.all(ids.map((id) => orders.give(ACCEPT, id, orders.staff)));
    const seen: StatusEvent[] = [];
    while (
      seen.filter(({ status, order }) => status === 'CONFIRMED' && ids.includes(order.id)).length <
      5
    ) {
      seen.push(await next(events, 'restaurantOrders'));
    }
    expect(seen.map((event) => event.sequence)).toEqual(
      seen.map((_, index) => sequence + 1 + index),
    );
    const again = await orders.follow(
      FOLLOW_RESTAURANT,
      { restaurantId, after: cursor },
      orders.staff,
    );
    for (const event of seen) expect(await next(again, 'restaurantOrders')).toEqual(event);
  });
});
