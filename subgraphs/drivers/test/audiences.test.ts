import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSubgraph, type Identity } from '@tiffin/service';
import {
  askEverybody,
  declaredAudiences,
  everyCaller,
  faultsOf,
  silentEntityFields,
  firstEvents,
  type Answers,
} from '@tiffin/service/testing';
import { uuidv7 } from '@tiffin/kernel';
import { encodeCursor } from '@tiffin/events';
import { offerLogSubject } from '../src/offers/offer-log.ts';
import { courierOnShift } from './courier.ts';
import { startDrivers, type StartedDrivers } from './started-drivers.ts';

const schema = buildSubgraph({
  schemaPath: fileURLToPath(new URL('../schema.graphql', import.meta.url)),
  resolvers: {},
});
const declared = declaredAudiences(schema).map(
  (each) => [`${each.type}.${each.field}`, each] as const,
);

let drivers: StartedDrivers;
let said: Record<string, Map<Identity, Answers>>;

/** A courier who has been offered a delivery of an order. */
async function offered(customerId: string, restaurantId: string) {
  const courier = await courierOnShift(drivers);
  const order = drivers.orders.newOrder({ customerId, restaurantId });
  await drivers.orders.tell(order, 'orders.order.confirmed.v1', Date.now());
  return { courier, offer: await courier.nextOffer(), order };
}

beforeAll(async () => {
  drivers = await startDrivers();
  const [customerId, restaurantId] = [uuidv7(), uuidv7()];
  const taken = await offered(customerId, restaurantId);
  await taken.courier.answer('acceptOffer', taken.offer.id);
  const { courier: bringing, offer: accepted, order } = taken;
  await drivers.sql.query(
    `INSERT INTO drivers.earning (delivery_id, driver_id, currency, base, distance, wait, bonus, tip, total, earned_at)
     VALUES ($1, $2, 'COP', 300, 60, 0, 0, 0, 360, now())`,
    [accepted.delivery.id, bringing.id],
  );
  const { courier: asked } = await offered(customerId, restaurantId);
  const callers = everyCaller({ accounts: [customerId, bringing.id, asked.id], restaurantId });
  const { ask, subscribe } = drivers;
  const beginning = encodeCursor(offerLogSubject(asked.id), 0);
  const driverOffers = { field: 'driverOffers', args: `(after: "${beginning}")` };
  const refused = { leaveOutRefused: false };
  said = {
    'Subscription.driverOffers': await firstEvents(
      schema,
      driverOffers,
      callers,
      subscribe,
      refused,
    ),
    Driver: await askEverybody(schema, 'Driver', [bringing.id], callers, ask),
    Delivery: await askEverybody(schema, 'Delivery', [accepted.delivery.id], callers, ask),
    Order: await askEverybody(schema, 'Order', [order.orderId], callers, ask),
  };
}, 60_000);
afterAll(() => drivers.close());

describe('what is declared to count of a caller', () => {
  test('is declared of every field of an entity', () => {
    expect(silentEntityFields(schema)).toEqual([]);
  });

  test.each(declared)('is all that does: %s', (name, declaration) => {
    expect(faultsOf(declaration, said[name] ?? said[declaration.type])).toEqual([]);
  });
});
