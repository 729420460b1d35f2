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
import { cursorAt, restaurantChannel } from '../src/following/channels.ts';
import { Delivery } from './deliveries.ts';
import { ACCEPT, READ } from './operations.ts';
import { StartedOrders, until, user } from './started-orders.ts';

const schema = buildSubgraph({
  schemaPath: fileURLToPath(new URL('../schema.graphql', import.meta.url)),
  resolvers: {},
});
const declared = declaredAudiences(schema).map(
  (each) => [`${each.type}.${each.field}`, each] as const,
);

let orders: StartedOrders;
let said: Record<string, Map<Identity, Answers>>;
beforeAll(async () => {
  orders = await StartedOrders.start();
  const customer = user();
  const { restaurantId } = orders.restaurants;
  const ids = [
    await orders.placed(customer),
    await orders.placed(customer, {}, { note: 'Rápido' }),
  ];
  const [first = ''] = ids;
  await orders.give(ACCEPT, first, orders.staff);
  const delivery = new Delivery(orders, first);
  await delivery.assigned();
  const driver = user(delivery.driverId);
  await until(async () => (await orders.ask(READ, { id: first }, driver)).data?.order);
  const accounts = [customer.accountId, delivery.driverId];
  const callers = everyCaller({ accounts, restaurantId });
  const ask = orders.ask.bind(orders);
  const follow = orders.follow.bind(orders);
  const followed = (field: string, args: string, leaveOutRefused: boolean) =>
    firstEvents(schema, { field, args }, callers, follow, { leaveOutRefused });
  const beginning = cursorAt(restaurantChannel(restaurantId), 0);
  said = {
    Order: await askEverybody(schema, 'Order', ids, callers, ask),
    Restaurant: await askEverybody(schema, 'Restaurant', [restaurantId], callers, ask),
    'Subscription.orderStatusChanged': await followed(
      'orderStatusChanged',
      `(orderId: "${first}")`,
      false,
    ),
    'Subscription.restaurantOrders': await followed(
      'restaurantOrders',
      `(restaurantId: "${restaurantId}", after: "${beginning}")`,
      true,
    ),
  };
}, 60_000);
afterAll(() => orders.close());

describe('what is declared to count of a caller', () => {
  test('is declared of every field of an entity', () => {
    expect(silentEntityFields(schema)).toEqual([]);
  });

  test.each(declared)('is all that does: %s', (name, declaration) => {
    expect(faultsOf(declaration, said[name] ?? said[declaration.type])).toEqual([]);
  });
});
