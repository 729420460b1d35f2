import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectRedis, untilReady } from '@tiffin/events';
import { uuidv7 } from '@tiffin/kernel';
import type { Redis } from 'ioredis';
import { start } from '../src/subgraph.ts';
import { at, eventually, RESTAURANT, Scene } from './scene.ts';
import { startTracking, user, type StartedTracking } from './started-tracking.ts';

let tracking: StartedTracking;
let redis: Redis;
beforeAll(async () => {
  tracking = await startTracking();
  redis = connectRedis(process.env['REDIS_URL'] ?? '', 'reporting-test', 'background');
  await untilReady(redis, 2_000);
});
afterAll(async () => {
  redis.disconnect();
  await tracking.close();
});

const north = (meters: number) => ({
  ...RESTAURANT,
  latitude: RESTAURANT.latitude + meters / 111_195,
});
const history = async (driverId: string) => {
  const { rows } = await tracking.sql.query(
    'SELECT * FROM tracking.position WHERE driver_id = $1 ORDER BY recorded_at',
    [driverId],
  );
  return rows;
};
async function driverOnShift(): Promise<Scene> {
  const scene = new Scene(tracking);
  await scene.startShift();
  return scene;
}
const outcomeOf = async (report: ReturnType<Scene['report']>) =>
  (await report).data.reportPositions;

describe('a report', () => {
  test('is refused position by position, with each reason at its index; the rest is kept', async () => {
    const scene = await driverOnShift();
    const now = Date.now();
    const outcome = await outcomeOf(
      scene.report([
        at(RESTAURANT, now - 60_000),
        at({ latitude: 91, longitude: 0 }, now - 50_000),
        at(RESTAURANT, now + 60_000),
        at(RESTAURANT, now - 25 * 3_600_000),
        at(RESTAURANT, now - 70_000),
        at(north(5_000), now - 40_000),
        at(RESTAURANT, now - 30_000, { mocked: true }),
        at(north(100), now - 20_000, { accuracyMeters: 80, headingDegrees: 0 }),
      ]),
    );
    expect(outcome).toEqual({
      acceptedCount: 2,
      userErrors: [],
      rejected: [
        { index: 1, reason: 'OUT_OF_RANGE' },
        { index: 2, reason: 'FUTURE' },
        { index: 3, reason: 'TOO_OLD' },
        { index: 4, reason: 'NOT_MONOTONIC' },
        { index: 5, reason: 'IMPOSSIBLE_JUMP' },
        { index: 6, reason: 'MOCKED' },
      ],
    });
    await eventually(async () => (await history(scene.driverId)).length === 2);
    expect((await history(scene.driverId)).map(({ coarse }) => coarse)).toEqual([false, true]);
  });

  test('of somebody who is not on shift, or is no driver, changes nothing', async () => {
    const scene = new Scene(tracking);
    expect(await outcomeOf(scene.report([at(RESTAURANT, Date.now())]))).toMatchObject({
      acceptedCount: 0,
      rejected: [{ index: 0, reason: 'NO_SESSION' }],
    });
    const { errors } = await scene.report([at(RESTAURANT, Date.now())], user(scene.driverId));
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await history(scene.driverId)).toEqual([]);
  });

  test('cannot be made for another driver: positions belong to who reports them', async () => {
    const victim = await driverOnShift();
    const other = await driverOnShift();
    await victim.report([at(RESTAURANT, Date.now())], other.driver);
    await eventually(async () => (await history(other.driverId)).length === 1);
    expect(await history(victim.driverId)).toEqual([]);
  });

  test('of none or of more than a hundred is refused as a whole', async () => {
    const scene = await driverOnShift();
    const now = Date.now();
    const many = Array.from({ length: 101 }, (_, index) =>
      at(RESTAURANT, now - 200_000 + index * 1_000),
    );
    for (const positions of [[], many]) {
      expect(await outcomeOf(scene.report(positions))).toEqual({
        acceptedCount: 0,
        rejected: [],
        userErrors: [{ code: 'INVALID_INPUT', field: ['input', 'positions'] }],
      });
    }
    expect((await outcomeOf(scene.report(many.slice(0, 100)))).acceptedCount).toBe(100);
  });

  test('is still taken from a driver whose shift ended in the middle of a delivery, then no more', async () => {
    const scene = await driverOnShift();
    await scene.order('PLACED', 'CONFIRMED');
    await scene.delivery('assigned');
    await scene.endShift();
    await scene.session('NOT on_shift');
    const now = Date.now();
    expect((await outcomeOf(scene.report([at(RESTAURANT, now - 5_000)]))).acceptedCount).toBe(1);
    await scene.delivery('delivered');
    await eventually(async () => {
      const { rejected } = await outcomeOf(scene.report([at(RESTAURANT, Date.now())]));
      return rejected[0]?.reason === 'NO_SESSION';
    });
  });
});

describe('when Redis has forgotten everything', () => {
  const forget = async (driverId: string) => {
    const prefix = process.env['REDIS_PREFIX'] ?? '';
    await redis.del(
      `${prefix}tracking:{${driverId}}:track`,
      `${prefix}tracking:{${driverId}}:position`,
    );
  };

  test('this process goes on from what it remembers', async () => {
    const scene = await driverOnShift();
    const now = Date.now();
    await scene.report([at(RESTAURANT, now - 10_000)]);
    await forget(scene.driverId);
    expect(await outcomeOf(scene.report([at(north(3_000), now - 9_000)]))).toMatchObject({
      rejected: [{ reason: 'IMPOSSIBLE_JUMP' }],
    });
    expect((await outcomeOf(scene.report([at(north(30), now - 8_000)]))).acceptedCount).toBe(1);
  });

  test('another process goes on from the history, where what was accepted stands within moments', async () => {
    const scene = await driverOnShift();
    const now = Date.now();
    await scene.report([at(RESTAURANT, now - 10_000)]);
    await eventually(async () => (await history(scene.driverId)).length === 1);
    await forget(scene.driverId);
    const other = await start(tracking.env);
    try {
      const report = async (position: object) => {
        const { data } = await tracking.askAt(
          other.url,
          `mutation ($input: ReportPositionsInput!) { reportPositions(input: $input) {
             acceptedCount rejected { index reason } } }`,
          { input: { positions: [position] } },
          scene.driver,
        );
        return data.reportPositions;
      };
      expect(await report(at(RESTAURANT, now - 11_000))).toMatchObject({
        rejected: [{ reason: 'NOT_MONOTONIC' }],
      });
      expect(await report(at(north(20), now - 8_000))).toMatchObject({ acceptedCount: 1 });
      // And the first process sees what the second has taken.
      expect(await outcomeOf(scene.report([at(north(20), now - 8_500)]))).toMatchObject({
        rejected: [{ reason: 'NOT_MONOTONIC' }],
      });
      expect((await outcomeOf(scene.report([at(north(40), now - 6_000)]))).acceptedCount).toBe(1);
    } finally {
      await other.close();
    }
  });
});

test('one driver from many sides at once: what is accepted is one believable path', async () => {
  const scene = await driverOnShift();
  const now = Date.now();
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      outcomeOf(scene.report([at(north(index), now - 40_000 + index * 1_500)])),
    ),
  );
  const accepted = answers.reduce((sum, { acceptedCount }) => sum + acceptedCount, 0);
  await eventually(async () => (await history(scene.driverId)).length === accepted);
  expect(accepted).toBeGreaterThan(0);
});

describe('last positions', () => {
  const LAST = `query ($ids: [ID!]!) { lastPositions(driverIds: $ids) {
    driver { id } location { latitude longitude } recordedAt order { id } } }`;
  const service = { kind: 'service', name: 'drivers' } as const;

  test('are given to our services for those who have one, and to nobody else', async () => {
    const scene = await driverOnShift();
    await scene.report([at(RESTAURANT, Date.now())]);
    const ids = [scene.driverId, uuidv7(), 'no-uuid'];
    let known: object[] = [];
    // On a machine so busy that Redis is too slow the answer is to come again.
    await eventually(async () => {
      const { data } = await tracking.ask(LAST, { ids }, service);
      known = data?.lastPositions ?? [];
      return known.length > 0;
    });
    expect(known).toMatchObject([
      { driver: { id: scene.driverId }, location: RESTAURANT, order: null },
    ]);
    for (const identity of [scene.driver, user('an-admin', { roles: ['ADMIN'] })]) {
      const { errors } = await tracking.ask(LAST, { ids }, identity);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  test('are asked for a thousand at most', async () => {
    const ids = Array.from({ length: 1_001 }, () => uuidv7());
    const { errors } = await tracking.ask(LAST, { ids }, service);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    await eventually(async () => {
      const { data } = await tracking.ask(LAST, { ids: ids.slice(1) }, service);
      return data?.lastPositions.length === 0;
    });
  });

  test('are forgotten when the shift ends', async () => {
    const scene = await driverOnShift();
    await scene.report([at(RESTAURANT, Date.now())]);
    await scene.endShift();
    await eventually(async () => {
      const { data } = await tracking.ask(LAST, { ids: [scene.driverId] }, service);
      return data?.lastPositions.length === 0;
    });
  });
});
