import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createDatabase, createTestDatabase, inTransaction } from '@tiffin/database';
import type { Database, TestDatabase } from '@tiffin/database';
import { createDomainClock, domainInstant, plusMs, processClock, uuidv7 } from '@tiffin/kernel';
import type { DomainClock } from '@tiffin/kernel';
import { waitUntil } from '@tiffin/local-stack';
import pg from 'pg';
import { cancelTimers, createTimerRunner, scheduleTimer, timersPolicy } from '../src/index.ts';
import type { Timer, TimerHandler, TimerRunner } from '../src/index.ts';

const SCHEMA = 'orders';
const SPEED = 600;
let testDatabase: TestDatabase;
let database: Database<undefined>;
let clock: DomainClock;
const runners: TimerRunner[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase(SCHEMA);
  database = createDatabase({
    url: testDatabase.url,
    schema: SCHEMA,
    applicationName: 'timers-test',
  });
  const owner = new pg.Client({ connectionString: testDatabase.ownerUrl });
  await owner.connect();
  await owner.query(
    'CREATE TABLE orders.fired (id text, at timestamptz DEFAULT clock_timestamp())',
  );
  await owner.end();
});

beforeEach(async () => {
  clock = createDomainClock({
    anchor: domainInstant(Date.UTC(2022, 2, 4, 18)),
    startedAt: processClock.now(),
    speed: SPEED,
  });
  await database.pool.query('DELETE FROM orders.domain_timer');
  await database.pool.query('DELETE FROM orders.fired');
});

afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

function run(
  handlers: Record<string, TimerHandler>,
  options: { handlerTimeoutMs?: number } = {},
): TimerRunner {
  const runner = createTimerRunner({ database, schema: SCHEMA, clock, handlers, ...options });
  runners.push(runner);
  runner.start();
  return runner;
}

const record: TimerHandler = async (timer, client) => {
  await client.query('INSERT INTO orders.fired (id) VALUES ($1)', [timer.id]);
};

async function set(timer: Partial<Timer> = {}): Promise<string> {
  const id = uuidv7();
  const whole = {
    id,
    kind: 'acceptance',
    subject: 'order-1',
    dueAt: clock.now(),
    data: {},
    ...timer,
  };
  await inTransaction(database.pool, (client) => scheduleTimer(client, SCHEMA, whole));
  return whole.id;
}

async function fired(): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    'SELECT id FROM orders.fired ORDER BY at',
  );
  return rows.map((row) => row.id);
}

async function left(): Promise<{ id: string; attempts: number; parked_at: Date | null }[]> {
  const { rows } = await database.pool.query<{
    id: string;
    attempts: number;
    parked_at: Date | null;
  }>('SELECT id, attempts, parked_at FROM orders.domain_timer');
  return rows;
}

describe('a timer', () => {
  test('is done at its domain instant and not before, at the speed of the clock', async () => {
    const begunAt: number[] = [];
    const noteAndRecord: TimerHandler = async (timer, client) => {
      begunAt.push(clock.now());
      await record(timer, client);
    };
    const runner = run({ acceptance: noteAndRecord });
    const dueAt = plusMs(clock.now(), 5 * 60_000);
    const id = await set({ dueAt });
    runner.poke();
    expect(await waitUntil(async () => (await fired()).length === 1, 5_000)).toBe(true);
    expect(await fired()).toEqual([id]);
    expect(begunAt).toHaveLength(1);
    expect(begunAt[0]).toBeGreaterThanOrEqual(dueAt);
    expect(await left()).toEqual([]);
  });

  test('set in a transaction that is undone does not exist', async () => {
    await expect(
      inTransaction(database.pool, async (client) => {
        await scheduleTimer(client, SCHEMA, {
          id: uuidv7(),
          kind: 'acceptance',
          subject: 's',
          dueAt: clock.now(),
          data: {},
        });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await left()).toEqual([]);
  });

  test('set twice under one id is set once', async () => {
    await set({ id: 'same', dueAt: plusMs(clock.now(), 3_600_000) });
    await set({ id: 'same' });
    expect(await left()).toHaveLength(1);
  });

  test('carries its data; too much of it is refused', async () => {
    const seen: Timer[] = [];
    run({ acceptance: async (timer) => void seen.push(timer) });
    const dueAt = clock.now();
    const id = await set({ dueAt, data: { round: 3 } });
    expect(await waitUntil(() => seen.length === 1, 5_000)).toBe(true);
    expect(seen[0]).toEqual({
      id,
      kind: 'acceptance',
      subject: 'order-1',
      dueAt,
      data: { round: 3 },
    });
    await expect(set({ data: 'x'.repeat(timersPolicy.maxDataBytes) })).rejects.toThrow(RangeError);
  });

  test('of a kind without a handler is left alone', async () => {
    run({ other: record });
    await set();
    const other = await set({ kind: 'other' });
    expect(await waitUntil(async () => (await fired()).length === 1, 5_000)).toBe(true);
    expect(await fired()).toEqual([other]);
    expect(await left()).toHaveLength(1);
  });
});

describe('taking back', () => {
  test('by subject, by kind', async () => {
    const later = plusMs(clock.now(), 3_600_000);
    await set({ dueAt: later });
    await set({ dueAt: later, kind: 'escalation' });
    await set({ dueAt: later, subject: 'order-2' });
    const take = (subject: string, kind?: string) =>
      inTransaction(database.pool, (client) => cancelTimers(client, SCHEMA, subject, kind));
    expect(await take('order-1', 'acceptance')).toBe(1);
    expect(await take('order-1')).toBe(1);
    expect(await left()).toHaveLength(1);
  });

  test('does not wait for the timer that is being run', async () => {
    let finish: () => void = () => undefined;
    const running = new Promise<void>((started) => {
      run({
        acceptance: async () => {
          started();
          await new Promise<void>((resolve) => (finish = resolve));
        },
      });
    });
    await set();
    await running;
    const count = await inTransaction(database.pool, (client) =>
      cancelTimers(client, SCHEMA, 'order-1'),
    );
    expect(count).toBe(0);
    finish();
    expect(await waitUntil(async () => (await left()).length === 0, 5_000)).toBe(true);
  });
});

test('several runners do each timer once', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 100; n++) ids.push(await set({ subject: `order-${n}` }));
  for (let n = 0; n < 3; n++) run({ acceptance: record });
  expect(await waitUntil(async () => (await fired()).length >= ids.length, 10_000)).toBe(true);
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  expect((await fired()).toSorted()).toEqual(ids.toSorted());
});

test('what was due while nobody ran is done at the start', async () => {
  const id = await set({ dueAt: plusMs(clock.now(), -86_400_000) });
  run({ acceptance: record });
  expect(await waitUntil(async () => (await fired()).length === 1, 5_000)).toBe(true);
  expect(await fired()).toEqual([id]);
});

describe('failure', () => {
  test('undoes the work, and the next try succeeds', async () => {
    let tries = 0;
    run({
      acceptance: async (timer, client) => {
        await record(timer, client);
        tries += 1;
        if (tries < 3) throw new Error('not yet');
      },
    });
    const id = await set();
    expect(await waitUntil(async () => (await left()).length === 0, 10_000)).toBe(true);
    expect(tries).toBe(3);
    expect(await fired()).toEqual([id]);
  });

  test('for the last time parks the timer, and the others go on', async () => {
    run({
      poison: async () => Promise.reject(new Error('never')),
      acceptance: record,
    });
    const poison = await set({ kind: 'poison' });
    // The last try but one has been made already: the whole series would take minutes.
    await database.pool.query('UPDATE orders.domain_timer SET attempts = $1 WHERE id = $2', [
      timersPolicy.maxAttempts - 1,
      poison,
    ]);
    const good = await set();
    expect(
      await waitUntil(async () => (await left()).some((timer) => timer.parked_at !== null), 10_000),
    ).toBe(true);
    expect(await waitUntil(async () => (await fired()).length === 1, 5_000)).toBe(true);
    expect(await fired()).toEqual([good]);
    expect((await left()).map((timer) => timer.id)).toEqual([poison]);
  });

  test('in time: a handler that never ends is given up, undone and tried again', async () => {
    let tries = 0;
    const stuckOnce: TimerHandler = async (timer, client) => {
      tries += 1;
      await record(timer, client);
      if (tries === 1) await new Promise(() => undefined);
    };
    run({ acceptance: stuckOnce }, { handlerTimeoutMs: 200 });
    const id = await set();
    expect(await waitUntil(async () => (await left()).length === 0, 10_000)).toBe(true);
    expect(await fired()).toEqual([id]);
    // A busy machine may not get through the second try in time either.
    expect(tries).toBeGreaterThanOrEqual(2);
  });

  test('a lost connection leaves the timer set, and it is done once', async () => {
    let tries = 0;
    run({
      acceptance: async (timer, client) => {
        tries += 1;
        await record(timer, client);
        if (tries === 1) await client.query('SELECT pg_terminate_backend(pg_backend_pid())');
      },
    });
    const id = await set();
    expect(await waitUntil(async () => (await fired()).length === 1, 10_000)).toBe(true);
    expect(await fired()).toEqual([id]);
    expect(tries).toBe(2);
  });
});
