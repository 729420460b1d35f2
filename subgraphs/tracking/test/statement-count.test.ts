import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDatabase, createTestDatabase, type TestDatabase } from '@tiffin/database';
import { connectRedis, untilReady } from '@tiffin/events';
import { createDomainClock, domainInstant, uuidv7 } from '@tiffin/kernel';
import { buildSubgraph } from '@tiffin/service';
import { createLogger } from '@tiffin/telemetry';
import { graphql } from 'graphql';
import type { Redis } from 'ioredis';
import { createContext } from '../src/context.ts';
import { createLastPositions } from '../src/positions/last-positions.ts';
import { redisNames } from '../src/positions/keys.ts';
import type { LivePosition } from '../src/positions/live-position.ts';
import { resolvers } from '../src/resolvers.ts';
import type { Services } from '../src/services.ts';
import { CUSTOMER, RESTAURANT } from './scene.ts';
import { user } from './started-tracking.ts';

const COUNT = 40;

let testDatabase: TestDatabase;
let database: ReturnType<typeof createDatabase>;
let redis: Redis;
beforeAll(async () => {
  testDatabase = await createTestDatabase('tracking');
  database = createDatabase({
    url: testDatabase.url,
    schema: 'tracking',
    applicationName: 'count',
  });
  redis = connectRedis(process.env['REDIS_URL'] ?? '', 'count', 'background');
  await untilReady(redis, 2_000);
});
afterAll(async () => {
  redis.disconnect();
  await database.close();
  await testDatabase.drop();
});

test('the tracking of many orders takes one statement and one question to Redis', async () => {
  const names = redisNames(process.env['REDIS_PREFIX'] ?? '');
  const orderIds = Array.from({ length: COUNT }, () => uuidv7());
  for (const orderId of orderIds) {
    await database.pool.query(
      `INSERT INTO tracking.tracked_order (order_id, customer_id, restaurant_id, status, sequence, driver_id, vehicle,
         pick_up_latitude, pick_up_longitude, drop_off_latitude, drop_off_longitude)
       VALUES ($1, $1, $1, 'READY', 4, $1, 'CAR', $2, $3, $4, $5)`,
      [orderId, RESTAURANT.latitude, RESTAURANT.longitude, CUSTOMER.latitude, CUSTOMER.longitude],
    );
    const position: LivePosition = {
      driverId: orderId,
      orderId,
      location: RESTAURANT,
      headingDegrees: null,
      speedMetersPerSecond: null,
      accuracyMeters: 5,
      coarse: false,
      recordedAt: domainInstant(Date.now()),
    };
    await redis.set(names.lastPosition(orderId), JSON.stringify(position));
  }
  let statements = 0;
  let questions = 0;
  const pool = {
    query: (...args: Parameters<typeof database.pool.query>) => {
      statements += 1;
      return database.pool.query(...args);
    },
  };
  const lastPositions = createLastPositions(redis, names);
  const services = {
    database: { pool },
    clock: createDomainClock(),
    log: createLogger('count'),
    lastPositions: {
      ...lastPositions,
      of: (ids: readonly string[]) => {
        questions += 1;
        return lastPositions.of(ids);
      },
    },
  } as unknown as Services;
  const { data, errors } = await graphql({
    schema: buildSubgraph({
      schemaPath: fileURLToPath(new URL('../schema.graphql', import.meta.url)),
      resolvers,
    }),
    source: `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on Order { tracking { driverPosition { driver { id } } eta { at } } } } }`,
    variableValues: { of: orderIds.map((id) => ({ __typename: 'Order', id })) },
    contextValue: createContext(services, user('an-operator', { roles: ['ADMIN'] })),
  });
  expect(errors).toBeUndefined();
  const entities = data?.['_entities'] as {
    tracking: { driverPosition: { driver: { id: string } } };
  }[];
  expect(entities.map(({ tracking }) => tracking.driverPosition.driver.id)).toEqual(orderIds);
  expect({ statements, questions }).toEqual({ statements: 1, questions: 1 });
});
