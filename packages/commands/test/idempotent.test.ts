import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createTestDatabase, inTransaction, type TestDatabase } from '@tiffin/database';
import pg from 'pg';
import {
  ANSWER_MAX_CHARACTERS,
  idempotent,
  notStored,
  sweepExpiredKeys,
  type Client,
  type CommandRequest,
} from '../src/index.ts';
import { waitUntilBlocked } from './waiting-connections.ts';

const SCHEMA = 'orders';
let database: TestDatabase;
let pool: pg.Pool;
let effects: string[];

beforeAll(async () => {
  database = await createTestDatabase('orders');
  pool = new pg.Pool({ connectionString: database.url, max: 8 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(() => {
  effects = [];
});

function command(overrides: Partial<CommandRequest> = {}): CommandRequest {
  return {
    principal: 'user:anna',
    operation: 'placeOrder',
    key: randomUUID(),
    input: { items: [1, 2], tip: '1.00' },
    ...overrides,
  };
}

function place(request: CommandRequest, answer: unknown = { orderId: 'o1' }): Promise<unknown> {
  return inTransaction(pool, (client) =>
    idempotent(client, SCHEMA, request, () => {
      effects.push(request.principal);
      return Promise.resolve(answer);
    }),
  );
}

describe('a repeated command', () => {
  test('gets the first answer and has no second effect', async () => {
    const request = command();
    expect(await place(request)).toEqual({ orderId: 'o1' });
    expect(await place(request, { orderId: 'o2' })).toEqual({ orderId: 'o1' });
    expect(effects).toHaveLength(1);
  });

  test('is the same whatever the order of its properties', async () => {
    const request = command();
    await place(request);
    await place({ ...request, input: { tip: '1.00', items: [1, 2], note: undefined } });
    expect(effects).toHaveLength(1);
  });

  test('conflicts with another input, in a list’s order too', async () => {
    const request = command();
    await place(request);
    for (const input of [{ items: [2, 1], tip: '1.00' }, { items: [1, 2] }, null]) {
      await expect(place({ ...request, input })).rejects.toMatchObject({
        extensions: { code: 'IDEMPOTENCY_CONFLICT' },
      });
    }
    expect(effects).toHaveLength(1);
  });

  test('answers alike the first time and later: as JSON', async () => {
    const request = command();
    const answer = { at: new Date(0), none: undefined };
    const expected = { at: '1970-01-01T00:00:00.000Z' };
    expect(await place(request, answer)).toEqual(expected);
    expect(await place(request, answer)).toEqual(expected);
  });

  test('a null answer is an answer', async () => {
    const request = command();
    expect(await place(request, null)).toBeNull();
    expect(await place(request, { orderId: 'o2' })).toBeNull();
    expect(effects).toHaveLength(1);
  });
});

test.each([
  ['principal', { principal: 'user:berta' }],
  ['operation', { operation: 'cancelOrder' }],
  ['key', { key: randomUUID() }],
])('another %s is another command', async (_name, change) => {
  const request = command();
  await place(request, { orderId: 'o1' });
  expect(await place({ ...request, ...change }, { orderId: 'o2' })).toEqual({ orderId: 'o2' });
});

test('a key that is no UUID is refused', async () => {
  await expect(place(command({ key: 'again' }))).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

describe('what is not kept', () => {
  test('a refusal: the corrected command goes under the same key', async () => {
    const request = command();
    const refused = await inTransaction(pool, (client) =>
      idempotent(client, SCHEMA, request, () => Promise.resolve(notStored({ orderId: 'none' }))),
    );
    expect(refused).toEqual({ orderId: 'none' });
    const corrected = { ...request, input: { items: [1] } };
    expect(await place(corrected)).toEqual({ orderId: 'o1' });
  });

  test('an exception: the key goes with the transaction', async () => {
    const request = command();
    const failed = inTransaction(pool, (client) =>
      idempotent(client, SCHEMA, request, () => Promise.reject(new Error('no stock'))),
    );
    await expect(failed).rejects.toThrow('no stock');
    expect(await place(request)).toEqual({ orderId: 'o1' });
  });

  test('an answer that is too large, and nothing of its transaction', async () => {
    const request = command();
    const atLimit = 'x'.repeat(ANSWER_MAX_CHARACTERS - 2);
    await expect(place(request, `${atLimit}x`)).rejects.toThrow(RangeError);
    expect(await place(request, atLimit)).toBe(atLimit);
  });
});

describe('two at the same time', () => {
  const gates: (() => void)[] = [];
  afterEach(() => {
    for (const letGo of gates.splice(0)) letGo();
  });

  /** Starts a command whose effect waits until it is let go. */
  function startSlow(request: CommandRequest, outcome: () => Promise<unknown>) {
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    gates.push(gate.resolve);
    const answer = inTransaction(pool, (client: Client) =>
      idempotent(client, SCHEMA, request, async () => {
        effects.push('slow');
        begun.resolve();
        await gate.promise;
        return outcome();
      }),
    );
    return { begun: begun.promise, letGo: () => gate.resolve(), answer };
  }

  test('the second waits and gets the first one’s answer', async () => {
    const request = command();
    const first = startSlow(request, () => Promise.resolve({ orderId: 'first' }));
    await first.begun;
    const second = place(request, { orderId: 'second' });
    await waitUntilBlocked(database.url, 1);
    first.letGo();
    expect(await first.answer).toEqual({ orderId: 'first' });
    expect(await second).toEqual({ orderId: 'first' });
    expect(effects).toEqual(['slow']);
  });

  test('the second does the work when the first fails', async () => {
    const request = command();
    const first = startSlow(request, () => Promise.reject(new Error('crashed')));
    await first.begun;
    const second = place(request, { orderId: 'second' });
    await waitUntilBlocked(database.url, 1);
    first.letGo();
    await expect(first.answer).rejects.toThrow('crashed');
    expect(await second).toEqual({ orderId: 'second' });
  });

  test('a crowd has one effect', async () => {
    const request = command();
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) => place(request, { orderId: `o${index}` })),
    );
    expect(effects).toHaveLength(1);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});

describe('expired keys', () => {
  const expire = (request: CommandRequest): Promise<unknown> =>
    pool.query(
      `UPDATE orders.idempotency_key SET expires_at = now() - interval '1 second' WHERE key = $1`,
      [request.key],
    );

  test('are taken anew, with any input', async () => {
    const request = command();
    await place(request);
    await expire(request);
    expect(await place({ ...request, input: 'new' }, { orderId: 'o2' })).toEqual({ orderId: 'o2' });
    expect(await place({ ...request, input: 'new' })).toEqual({ orderId: 'o2' });
    expect(effects).toHaveLength(2);
  });

  test('are swept up to a limit, and only they', async () => {
    await pool.query('DELETE FROM orders.idempotency_key');
    const requests = [command(), command(), command(), command()];
    for (const request of requests) await place(request);
    for (const request of requests.slice(1)) await expire(request);
    expect(await sweepExpiredKeys(pool, SCHEMA, 2)).toBe(2);
    expect(await sweepExpiredKeys(pool, SCHEMA, 2)).toBe(1);
    expect(await sweepExpiredKeys(pool, SCHEMA, 2)).toBe(0);
    const { rows } = await pool.query('SELECT key FROM orders.idempotency_key');
    expect(rows).toEqual([{ key: requests[0]?.key }]);
  });
});
