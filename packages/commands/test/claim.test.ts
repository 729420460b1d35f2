import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestDatabase, inTransaction, type TestDatabase } from '@tiffin/database';
import pg from 'pg';
import {
  claim,
  ClaimLostError,
  type Answered,
  type Claim,
  type CommandRequest,
} from '../src/index.ts';

const SCHEMA = 'orders';
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase('orders');
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const command = (): CommandRequest => ({
  principal: 'user:anna',
  operation: 'placeOrder',
  key: randomUUID(),
  input: { items: [1] },
});

function take(request: CommandRequest, reference: string): Promise<Claim | Answered> {
  return inTransaction(pool, (client) => claim(client, SCHEMA, request, { reference }));
}

async function taken(request: CommandRequest, reference: string): Promise<Claim> {
  const outcome = await take(request, reference);
  if (outcome.kind !== 'claimed') throw new Error('was answered');
  return outcome;
}

const abandon = (request: CommandRequest): Promise<unknown> =>
  pool.query(`UPDATE orders.idempotency_key SET lease_until = now() WHERE key = $1`, [request.key]);

describe('a claim', () => {
  test('is completed once, and answers ever after', async () => {
    const request = command();
    const first = await taken(request, 'order-1');
    expect(first).toMatchObject({ reference: 'order-1', isTakeOver: false });
    expect(await first.complete(pool, { orderId: 'order-1' })).toEqual({ orderId: 'order-1' });
    expect(await take(request, 'order-2')).toEqual({
      kind: 'answered',
      answer: { orderId: 'order-1' },
    });
    await expect(first.complete(pool, {})).rejects.toThrow(ClaimLostError);
  });

  test('keeps others away while it lives', async () => {
    const request = command();
    await taken(request, 'order-1');
    await expect(take(request, 'order-2')).rejects.toMatchObject({
      extensions: { code: 'IDEMPOTENCY_CONFLICT', reason: 'IN_PROGRESS' },
    });
    await expect(take({ ...request, input: 'other' }, 'order-2')).rejects.toMatchObject({
      extensions: { code: 'IDEMPOTENCY_CONFLICT' },
    });
  });

  test('that was abandoned is taken over with its reference, and can no longer complete', async () => {
    const request = command();
    const first = await taken(request, 'order-1');
    await abandon(request);
    const second = await taken(request, 'order-2');
    expect(second).toMatchObject({ reference: 'order-1', isTakeOver: true });
    await expect(first.complete(pool, {})).rejects.toThrow(ClaimLostError);
    await expect(first.extend(pool)).rejects.toThrow(ClaimLostError);
    await expect(first.release(pool)).rejects.toThrow(ClaimLostError);
    await second.complete(pool, { orderId: second.reference });
  });

  test('is taken over by one only', async () => {
    const request = command();
    await taken(request, 'order-1');
    await abandon(request);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => take(request, 'order-2')));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  test('lives on when it is extended', async () => {
    const request = command();
    const first = await taken(request, 'order-1');
    await abandon(request);
    await first.extend(pool);
    await expect(take(request, 'order-2')).rejects.toMatchObject({
      extensions: { reason: 'IN_PROGRESS' },
    });
  });

  test('that is released leaves the key free', async () => {
    const request = command();
    await (await taken(request, 'order-1')).release(pool);
    expect(await taken({ ...request, input: 'other' }, 'order-2')).toMatchObject({
      reference: 'order-2',
      isTakeOver: false,
    });
  });

  test('completes with the transaction of its last step, or not at all', async () => {
    const request = command();
    const first = await taken(request, 'order-1');
    const failed = inTransaction(pool, async (client) => {
      await first.complete(client, { orderId: 'order-1' });
      throw new Error('the last step failed');
    });
    await expect(failed).rejects.toThrow('the last step failed');
    await abandon(request);
    expect(await taken(request, 'order-2')).toMatchObject({ reference: 'order-1' });
  });
});
