import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDatabase, createTestDatabase, type TestDatabase } from '@tiffin/database';
import { domainInstant, uuidv7 } from '@tiffin/kernel';
import { buildSubgraph } from '@tiffin/service';
import { graphql } from 'graphql';
import { createContext } from '../src/context.ts';
import { openDelivery } from '../src/deliveries/open-delivery.ts';
import { resolvers } from '../src/resolvers.ts';
import type { Services } from '../src/services.ts';
import { CUSTOMER, RESTAURANT } from './orders-outbox.ts';
import { user } from './started-drivers.ts';

let testDatabase: TestDatabase;
let database: ReturnType<typeof createDatabase>;
beforeAll(async () => {
  testDatabase = await createTestDatabase('drivers');
  database = createDatabase({ url: testDatabase.url, schema: 'drivers', applicationName: 'count' });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

test('deliveries of many orders, with their drivers, take one statement each', async () => {
  const orderIds = Array.from({ length: 40 }, () => uuidv7());
  for (const orderId of orderIds) {
    const money = { minor: '0', currency: 'COP' };
    const now = domainInstant(Date.now());
    await openDelivery(
      database.pool,
      { offerLogsOf: new Set(), dispatch: false },
      {
        orderId,
        customerId: uuidv7(),
        restaurantId: uuidv7(),
        mode: 'STANDARD',
        previousStatus: null,
        status: 'CONFIRMED',
        actor: 'RESTAURANT',
        total: money,
        pickUp: RESTAURANT,
        dropOff: CUSTOMER,
        readyAt: null,
        promisedAt: new Date(now).toISOString(),
        tip: money,
      },
      now,
    );
  }
  await database.pool.query(
    `INSERT INTO drivers.driver (id, vehicle, registered_at) SELECT order_id, 'CAR', now() FROM drivers.delivery`,
  );
  await database.pool.query(`UPDATE drivers.delivery SET stage = 'ASSIGNED', driver_id = order_id`);

  let statements = 0;
  const pool = {
    query: (...args: Parameters<typeof database.pool.query>) => {
      statements += 1;
      return database.pool.query(...args);
    },
  };
  const services = { database: { pool } } as unknown as Services;
  const { data, errors } = await graphql({
    schema: buildSubgraph({
      schemaPath: fileURLToPath(new URL('../schema.graphql', import.meta.url)),
      resolvers,
    }),
    source: `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on Order { delivery { id status driver { id vehicle } } } } }`,
    variableValues: { of: orderIds.map((id) => ({ __typename: 'Order', id })) },
    contextValue: createContext(services, user('an-operator', { roles: ['ADMIN'] })),
  });
  expect(errors).toBeUndefined();
  const entities = data?.['_entities'] as { delivery: { driver: { id: string } } }[];
  expect(entities.map(({ delivery }) => delivery.driver.id)).toEqual(orderIds);
  expect(statements).toBe(2);
});
