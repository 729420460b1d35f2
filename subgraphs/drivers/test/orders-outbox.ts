import { createDatabase, createTestDatabase, inTransaction } from '@tiffin/database';
import { appendToOutbox, createRelay, type EventOf, type NewEvent } from '@tiffin/events';
import { domainInstant, uuidv7 } from '@tiffin/kernel';

type OrderEvent = Extract<EventOf['type'], `orders.${string}`>;

/** Where a test's restaurant and customer are: Bogotá. */
export const RESTAURANT = { latitude: 4.65, longitude: -74.06 };
export const CUSTOMER = { latitude: 4.66, longitude: -74.05 };

/** An order as the outside tells of it. */
export interface TestOrder {
  readonly orderId: string;
  readonly customerId: string;
  readonly restaurantId: string;
  sequence: number;
  readonly tipMinor: string;
  readonly pickUp: { latitude: number; longitude: number };
  readonly dropOff: { latitude: number; longitude: number } | null;
}

/** The orders context's outbox and relay, and nothing else of it. */
export interface OrdersOutbox {
  /** How many events were told. */
  readonly told: number;
  newOrder(more?: Partial<TestOrder>): TestOrder;
  /** Publishes the order's next event at a domain time. */
  tell(order: TestOrder, type: OrderEvent, at: number, readyAt?: number): Promise<void>;
  close(): Promise<void>;
}

/** Uses the outbox tables of another database; which context's they are does not matter to the relay. */
export async function startOrdersOutbox(): Promise<OrdersOutbox> {
  const testDatabase = await createTestDatabase('drivers');
  const database = createDatabase({
    url: testDatabase.url,
    schema: 'drivers',
    applicationName: 'orders-outbox',
  });
  const relay = createRelay({
    database,
    schema: 'drivers',
    source: 'orders',
    redis: process.env['REDIS_URL'] ?? '',
    prefix: process.env['REDIS_PREFIX'] ?? '',
    consumers: ['drivers'],
  });
  relay.start();
  let told = 0;
  return {
    get told() {
      return told;
    },
    newOrder: (more = {}) => ({
      orderId: uuidv7(),
      customerId: uuidv7(),
      restaurantId: uuidv7(),
      sequence: 0,
      tipMinor: '200000',
      pickUp: RESTAURANT,
      dropOff: CUSTOMER,
      ...more,
    }),
    async tell(order, type, at, readyAt = at) {
      order.sequence += 1;
      told += 1;
      const event = {
        type,
        subject: order.orderId,
        sequence: order.sequence,
        time: domainInstant(at),
        data: orderData(order, type, at, readyAt),
      } as NewEvent;
      await inTransaction(database.pool, (client) => appendToOutbox(client, 'drivers', [event]));
      relay.poke();
    },
    async close() {
      await relay.stop();
      await database.close();
      await testDatabase.drop();
    },
  };
}

function orderData(order: TestOrder, type: OrderEvent, at: number, readyAt: number) {
  const currency = 'COP';
  const nothing = { minor: '0', currency };
  const { orderId, customerId, restaurantId, pickUp, dropOff } = order;
  return {
    orderId,
    customerId,
    restaurantId,
    mode: dropOff === null ? 'PICKUP' : 'STANDARD',
    previousStatus: null,
    status: type.split('.')[2]?.toUpperCase(),
    actor: 'RESTAURANT',
    total: { minor: '5000000', currency },
    pickUp,
    dropOff,
    readyAt: new Date(readyAt).toISOString(),
    promisedAt: new Date(at + 45 * 60_000).toISOString(),
    tip: { minor: order.tipMinor, currency },
    cancellation: {
      reason: 'CUSTOMER_REQUEST',
      refunded: nothing,
      charged: nothing,
      items: nothing,
      tax: nothing,
      driverId: null,
      driverEarnings: nothing,
    },
  };
}
