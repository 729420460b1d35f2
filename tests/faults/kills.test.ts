import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sleepMs } from '@tiffin/simulator';
import { seededRandom } from '../stage/random.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import { openCityAtWork, type CityAtWork } from './city-at-work.ts';
import { victimsOf } from './victims.ts';

/** Victims and moments: the same in every run, others with another `FAULT_SEED`. */
const SEED = Number(process.env['FAULT_SEED'] ?? 20_261_120);
const KILLS = 22;
const SPEED = 60;
const ORDERS_A_KILL = 3;
/** The kill comes within this after placement began, so that it meets orders at any stage. */
const KILL_WITHIN_MS = 2_500;
const DOWN_FOR_MS = { least: 50, most: 800 };
const ORDER_ENDS_WITHIN_MS = 90_000;

const random = seededRandom(SEED);
const names = [
  'gateway',
  'orders',
  'drivers',
  'payments',
  'tracking',
  'restaurants',
  'accounts',
  'postgres',
  'redis',
];
/** Everybody at least twice, then whoever the seed says. */
const plan = Array.from({ length: KILLS }, (_, index) => ({
  victim:
    names[index < 2 * names.length ? index % names.length : Math.floor(random() * names.length)]!,
  afterMs: Math.floor(random() * KILL_WITHIN_MS),
  downForMs: Math.floor(DOWN_FOR_MS.least + random() * (DOWN_FOR_MS.most - DOWN_FOR_MS.least)),
}));

describe(`kill -9 while orders flow, seed ${SEED}`, () => {
  let stage: Stage;
  let city: CityAtWork;
  beforeAll(async () => {
    stage = await openStage(SPEED);
    city = await openCityAtWork(stage);
  }, 120_000);
  afterAll(() => stage?.close(), 30_000);

  test.each(plan)(
    '$victim, $afterMs ms after the orders, away for $downForMs ms',
    async ({ victim: name, afterMs, downForMs }) => {
      const victim = victimsOf(stage.stack).find((candidate) => candidate.name === name)!;
      const placing = city.placeOrders(ORDERS_A_KILL);
      await sleepMs(afterMs);
      await victim.kill();
      await sleepMs(downForMs);
      await victim.revive();

      const orders = await placing;
      await Promise.all(orders.map((order) => order.done));
      for (const order of orders) {
        const { final, streams } = await city.audit(order);
        expect(final).toBe(true);
        for (const stream of streams) {
          expect(stream).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0 });
          expect(stream.received).toBe(stream.expected);
        }
      }
      const { provider, clearing, orders: charged } = await city.sums();
      expect({ clearing, charged }).toEqual({ clearing: provider, charged: provider });
    },
    ORDER_ENDS_WITHIN_MS,
  );

  test('most of the orders were delivered all the same', async () => {
    const { provider } = await city.sums();
    // Half of the orders' worth: a delivered order charges more than 15 euros.
    expect(Number(provider)).toBeGreaterThan((KILLS * ORDERS_A_KILL * 15) / 2);
  });
});
