import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDatabase, createTestDatabase, type TestDatabase } from '@tiffin/database';
import { domainInstant, plusMs, uuidv7 } from '@tiffin/kernel';
import { createLogger } from '@tiffin/telemetry';
import pg from 'pg';
import { insertPositions, lastInHistory } from '../src/history/history-statements.ts';
import { createPartitionKeeper, dayOf } from '../src/history/partition-keeper.ts';
import type { LivePosition } from '../src/positions/live-position.ts';
import { RESTAURANT } from './scene.ts';

const DAY_MS = 86_400_000;
/** A replayed day long ago: partitions follow domain time, not the wall. */
const NOW = domainInstant(Date.UTC(2019, 5, 14, 23, 59));
const log = createLogger('partitions-test', { env: { LOG_LEVEL: 'silent' } });

let testDatabase: TestDatabase;
let database: ReturnType<typeof createDatabase>;
let owner: pg.Pool;
beforeAll(async () => {
  testDatabase = await createTestDatabase('tracking');
  // As the processes connect: a role that owns no table.
  database = createDatabase({
    url: testDatabase.url,
    schema: 'tracking',
    applicationName: 'parts',
  });
  owner = new pg.Pool({ connectionString: testDatabase.ownerUrl, max: 1 });
});
afterAll(async () => {
  await database.close();
  await owner.end();
  await testDatabase.drop();
});

function position(recordedAt: number): LivePosition {
  return {
    driverId: uuidv7(),
    location: RESTAURANT,
    headingDegrees: 12.5,
    speedMetersPerSecond: null,
    accuracyMeters: 5,
    coarse: false,
    recordedAt: domainInstant(recordedAt),
    orderId: null,
  };
}
const partitions = async () => {
  const { rows } = await owner.query(
    `SELECT c.relname AS name, c.reltuples FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'tracking.position'::regclass ORDER BY 1`,
  );
  return rows.map(({ name }: { name: string }) => name);
};
const partitionOf = async ({ driverId }: LivePosition) => {
  const { rows } = await owner.query(
    'SELECT tableoid::regclass::text AS name FROM tracking.position WHERE driver_id = $1',
    [driverId],
  );
  return rows[0]?.name.replace('tracking.', '');
};

test('days stand ready before they come, around the domain’s day', async () => {
  const keeper = createPartitionKeeper(database.pool, log);
  await Promise.all([keeper.keep(NOW), createPartitionKeeper(database.pool, log).keep(NOW)]);
  expect(await partitions()).toEqual([
    'position_20190613',
    'position_20190614',
    'position_20190615',
    'position_20190616',
    'position_default',
  ]);
  const [today, tomorrow] = [position(NOW), position(plusMs(NOW, 2 * 60_000))];
  await insertPositions(database.pool, [today, tomorrow]);
  expect(await partitionOf(today)).toBe('position_20190614');
  expect(await partitionOf(tomorrow)).toBe('position_20190615');
});

test('a position of a day without a partition is kept, and moves there when the day gets one', async () => {
  const early = position(plusMs(NOW, 10 * DAY_MS));
  await insertPositions(database.pool, [early, early]);
  expect(await partitionOf(early)).toBe('position_default');
  await createPartitionKeeper(database.pool, log).keep(plusMs(NOW, 10 * DAY_MS));
  expect(await partitionOf(early)).toBe('position_20190624');
  const last = await lastInHistory(database.pool, early.driverId, NOW);
  expect(last).toEqual({ location: RESTAURANT, recordedAt: early.recordedAt });
  const later = early.recordedAt;
  expect(await lastInHistory(database.pool, early.driverId, later)).toBeNull();
});

test('after 90 days a day is dropped with its partition, and not before', async () => {
  const keeper = createPartitionKeeper(database.pool, log);
  await keeper.keep(plusMs(NOW, 90 * DAY_MS));
  expect(await partitions()).toContain('position_20190614');
  expect(await partitions()).not.toContain('position_20190613');
  await keeper.keep(plusMs(NOW, 91 * DAY_MS));
  expect(await partitions()).not.toContain('position_20190614');
  expect(dayOf(NOW)).toBe('2019-06-14');
});

test('the processes may not change a position, nor what an order was', async () => {
  await expect(database.pool.query('UPDATE tracking.position SET latitude = 0')).rejects.toThrow(
    /permission denied/,
  );
  await expect(database.pool.query('DELETE FROM tracking.order_status_entry')).rejects.toThrow(
    /permission denied/,
  );
  await expect(owner.query('TRUNCATE tracking.order_status_entry')).rejects.toThrow(/only grows/);
  await expect(
    database.pool.query(`SELECT tracking.ensure_position_partitions('2019-01-01', 400)`),
  ).rejects.toThrow(/at once/);
});
