import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDataStores, waitUntil } from '@tiffin/local-stack';
import type { DataStores } from '@tiffin/local-stack';
import { connectPubSub, resumable } from '../src/index.ts';
import type { PubSub } from '../src/index.ts';
import { TwoContexts, upTo } from './two-contexts.ts';

const PATIENCE_MS = 30_000;
let stores: DataStores;
let contexts: TwoContexts;
let pubsub: PubSub;
const leaving = new AbortController();

beforeAll(async () => {
  stores = await startDataStores();
  Object.assign(process.env, {
    DATABASE_URL: stores.env.DATABASE_URL,
    DATABASE_OWNER_URL: stores.env.DATABASE_OWNER_URL,
  });
  contexts = await TwoContexts.create(stores.redis.url);
  pubsub = connectPubSub({ url: stores.redis.url, prefix: contexts.prefix, name: 'test' });
}, 60_000);
afterAll(async () => {
  leaving.abort();
  await pubsub.close();
  await contexts.dispose();
  await stores.stop();
});

/** How many events there are in truth: a commit that fails may have happened. */
async function committed(): Promise<number> {
  const { rows } = await contexts.database.pool.query<{ value: string }>(
    "SELECT value FROM orders.stream_counter WHERE stream = 'subject:a'",
  );
  return Number(rows[0]?.value ?? 0);
}

test('when Postgres crashes and comes back, every committed event takes effect once and reaches its subscriber', async () => {
  const relay = contexts.relay();
  contexts.consumer();
  const seen: number[] = [];
  // The consumer's effects are a log as good as any.
  const subscription = resumable<{ sequence: number }>({
    pubsub,
    channel: 'subject:a',
    signal: leaving.signal,
    readLog: async (after, limit) => {
      const { rows } = await contexts.database.pool.query<{ sequence: string }>(
        "SELECT sequence FROM payments.effect WHERE subject = 'a' AND sequence > $1 ORDER BY sequence LIMIT $2",
        [after, limit],
      );
      return rows.map((row) => ({ sequence: Number(row.sequence) }));
    },
  });
  const reading = (async () => {
    for await (const event of subscription) seen.push(event.sequence);
  })();
  await contexts.publish('a');
  expect(await waitUntil(async () => (await contexts.effects()).length === 1, PATIENCE_MS)).toBe(
    true,
  );
  for (let round = 0; round < 3; round++) {
    const crash = stores.postgres.kill();
    // Writing goes on until the crash is felt.
    for (let isUp = true; isUp; relay.poke()) {
      isUp = await contexts.publish('a').then(
        () => true,
        () => false,
      );
    }
    await crash;
    await stores.postgres.start();
    for (let n = 0; n < 20; n++) await contexts.publish('a').catch(() => undefined);
    relay.poke();
  }
  const total = await committed();
  expect(total).toBeGreaterThan(20);
  const isDone = async (): Promise<boolean> => (await contexts.effects()).length >= total;
  expect(await waitUntil(isDone, PATIENCE_MS)).toBe(true);
  expect(await contexts.effectsOf('a')).toEqual(upTo(total));
  expect(await waitUntil(() => seen.length >= total, PATIENCE_MS)).toBe(true);
  expect(seen).toEqual(upTo(total));
  leaving.abort();
  await reading;
}, 90_000);
