import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { CENTRE, near, type Person } from '../stage/stage.ts';
import type { OpenRestaurant } from '@tiffin/simulator';
import { titleOf, TracedSystem, type Origin } from './traced-system.ts';

const WITHIN_MS = 90_000;
/** So little that a driver is looked for at once. */
const QUICK_MINUTES = 1;

const ACCEPT = `mutation AcceptOrder($input: AcceptOrderInput!) {
  acceptOrder(input: $input) { order { status } userErrors { code } }
}`;
const CANCEL = `mutation CancelOrder($input: CancelOrderInput!) {
  cancelOrder(input: $input) { order { status } userErrors { code } }
}`;
const START_SHIFT = `mutation StartShift($input: StartShiftInput!) {
  startShift(input: $input) { userErrors { code } }
}`;
const DECLINE = `mutation DeclineOffer($input: OfferCommandInput!) {
  declineOffer(input: $input) { userErrors { code } }
}`;
const BOARD = `subscription Board($restaurantId: ID!) {
  restaurantOrders(restaurantId: $restaurantId) { status order { id restaurant { name } } }
}`;
const STATUS = `subscription Status($orderId: ID!) {
  orderStatusChanged(orderId: $orderId) { status }
}`;
const TRACKING = `subscription Tracking($orderId: ID!) {
  deliveryTracking(orderId: $orderId) { kind status }
}`;
const OFFERS = `subscription Offers {
  driverOffers { status offer { id delivery { order { id } } } }
}`;

const CUSTOMER: Origin = { traceId: 'a1'.repeat(16), spanId: 'b2'.repeat(8) };
const KITCHEN: Origin = { traceId: 'c3'.repeat(16), spanId: 'd4'.repeat(8) };
const DRIVER: Origin = { traceId: 'e5'.repeat(16), spanId: 'f6'.repeat(8) };
const REGRET: Origin = { traceId: '17'.repeat(16), spanId: '28'.repeat(8) };

const EXECUTE = expect.stringMatching(/^gateway: execute /);
const DELIVER = expect.stringMatching(/^gateway: deliver /);

describe('one trace runs', () => {
  let system: TracedSystem;
  let owner: Person;
  let customer: Person;
  let orderId: string;
  let restaurant: OpenRestaurant;
  beforeAll(async () => {
    system = await TracedSystem.open(false);
  }, 120_000);
  afterAll(() => system?.close(), 30_000);

  test(
    'from the customer’s mutation to the kitchen’s socket',
    async () => {
      const opened = await system.stage.open();
      ({ owner } = opened);
      restaurant = opened;
      customer = await system.stage.join('customer', 'CUSTOMER');
      const board = await system.follow(owner, BOARD, { restaurantId: restaurant.id });
      const onBoard = board.next();
      expect(await system.admitted('restaurantOrders')).toBe(true);
      orderId = await system.place(customer, restaurant, CUSTOMER);
      const { value } = await onBoard;
      expect(value.data.restaurantOrders.order).toMatchObject({ id: orderId });

      expect(await system.wayTo('send restaurantOrders', CUSTOMER)).toEqual([
        'gateway: POST /graphql',
        EXECUTE,
        'gateway: fetch orders',
        'orders: POST /graphql',
        'orders: create orders events',
        'orders: process restaurantOrders',
        DELIVER,
        'gateway: send restaurantOrders',
      ]);
      // Beside the way: what the order took of Postgres, other subgraphs and Redis.
      const expected = [
        'orders: orders.outbox_append',
        'orders: orders.place-order',
        'orders: send orders events',
        'orders: PIPELINE',
        'payments: POST /graphql',
        'restaurants: POST /graphql',
      ];
      const spans = await system.spansOf(CUSTOMER, expected);
      expect(spans.map(titleOf)).toEqual(expect.arrayContaining(expected));
      const sent = spans.find(({ name }) => name === 'send restaurantOrders');
      expect(sent?.attributes).toMatchObject({ 'tiffin.subscribers': 1, 'tiffin.held': 0 });
      const systems = spans.map(({ attributes }) => attributes['db.system.name']);
      expect(systems).toEqual(expect.arrayContaining(['postgresql', 'redis']));
    },
    WITHIN_MS,
  );

  test(
    'from the kitchen’s mutation to both streams of the customer, across contexts',
    async () => {
      const streams = [
        await system.follow(customer, STATUS, { orderId }),
        await system.follow(customer, TRACKING, { orderId }),
      ];
      for (const stream of streams) await stream.next();
      const input = { idempotencyKey: uuidv7(), orderId };
      const { acceptOrder } = await system.ask(owner, ACCEPT, input, KITCHEN);
      expect(acceptOrder.userErrors).toEqual([]);
      for (const stream of streams) await stream.next();

      const begun = [
        'gateway: POST /graphql',
        EXECUTE,
        'gateway: fetch orders',
        'orders: POST /graphql',
        'orders: create orders events',
      ];
      expect(await system.wayTo('send orderStatusChanged', KITCHEN)).toEqual([
        ...begun,
        'orders: process orderStatusChanged',
        DELIVER,
        'gateway: send orderStatusChanged',
      ]);
      expect(await system.wayTo('send deliveryTracking', KITCHEN)).toEqual([
        ...begun,
        'tracking: process deliveryTracking',
        DELIVER,
        'gateway: send deliveryTracking',
      ]);
      const expected = ['drivers', 'tracking'].map(
        (context) => `${context}: process orders.order.confirmed.v1`,
      );
      const spans = await system.spansOf(KITCHEN, expected);
      expect(spans.map(titleOf)).toEqual(expect.arrayContaining(expected));
    },
    WITHIN_MS,
  );

  test(
    'to a driver’s socket: from his own answer, and from what becomes of the order',
    async () => {
      const driver = await system.stage.hire('driver');
      const shift = { location: near(CENTRE, 100, 100) };
      const { startShift } = await system.ask(driver, START_SHIFT, shift);
      expect(startShift.userErrors).toEqual([]);
      const offers = await system.follow(driver, OFFERS, {});
      const offerOfNewOrder = async () => {
        const id = await system.place(customer, restaurant);
        const quickly = { preparationTimeMinutes: QUICK_MINUTES };
        const input = { idempotencyKey: uuidv7(), orderId: id, ...quickly };
        const { acceptOrder } = await system.ask(owner, ACCEPT, input);
        expect(acceptOrder.userErrors).toEqual([]);
        const { status, offer } = (await offers.next()).value.data.driverOffers;
        expect([status, offer.delivery.order.id]).toEqual(['OPEN', id]);
        return { offerId: offer.id as string, orderId: id };
      };
      const statusNext = async () => (await offers.next()).value.data.driverOffers.status as string;

      const { offerId } = await offerOfNewOrder();
      await system.ask(driver, DECLINE, { idempotencyKey: uuidv7(), offerId }, DRIVER);
      expect(await statusNext()).toBe('DECLINED');

      const { orderId: regretted } = await offerOfNewOrder();
      const reason = 'CUSTOMER_REQUEST';
      const input = { idempotencyKey: uuidv7(), orderId: regretted, reason };
      await system.ask(customer, CANCEL, input, REGRET);
      expect(await statusNext()).toBe('WITHDRAWN');

      // The dispatcher offers what it has planned for everybody: nobody's request is the cause.
      expect(await system.wayFromNowhereTo('send driverOffers')).toEqual([
        'drivers: process driverOffers',
        DELIVER,
        'gateway: send driverOffers',
      ]);
      expect(await system.wayTo('send driverOffers', DRIVER)).toEqual([
        'gateway: POST /graphql',
        EXECUTE,
        'gateway: fetch drivers',
        'drivers: POST /graphql',
        'drivers: process driverOffers',
        DELIVER,
        'gateway: send driverOffers',
      ]);
      expect(await system.wayTo('send driverOffers', REGRET)).toEqual([
        'gateway: POST /graphql',
        EXECUTE,
        'gateway: fetch orders',
        'orders: POST /graphql',
        'orders: create orders events',
        'drivers: process driverOffers',
        DELIVER,
        'gateway: send driverOffers',
      ]);
      const taken = ['drivers: process orders.order.cancelled.v1'];
      const spans = await system.spansOf(REGRET, taken);
      expect(spans.map(titleOf)).toEqual(expect.arrayContaining(taken));
    },
    WITHIN_MS,
  );
});

test(
  'where all is one process, the trace runs the same way without HTTP in it',
  async () => {
    const system = await TracedSystem.open(true);
    try {
      const restaurant = await system.stage.open();
      const customer = await system.stage.join('customer', 'CUSTOMER');
      const board = await system.follow(restaurant.owner, BOARD, { restaurantId: restaurant.id });
      const onBoard = board.next();
      expect(await system.admitted('restaurantOrders')).toBe(true);
      await system.place(customer, restaurant, CUSTOMER);
      await onBoard;
      expect(await system.wayTo('send restaurantOrders', CUSTOMER)).toEqual([
        'gateway: POST /graphql',
        EXECUTE,
        'gateway: fetch orders',
        'gateway: create orders events',
        'gateway: process restaurantOrders',
        DELIVER,
        'gateway: send restaurantOrders',
      ]);
    } finally {
      await system.close();
    }
  },
  2 * WITHIN_MS,
);
