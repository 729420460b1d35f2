import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';

import {
  admin,
  authorise,
  cancelled,
  delivered,
  newOrder,
  nothing,
  type Share,
  type TestOrder,
} from './started/operations.ts';
import { startPayments, type StartedPayments } from './started/payments.ts';
import { allIntents } from './started/reading.ts';

const ORDERS = 60;
const KILLS = 10;
const SEED = Number(process.env['KILLS_SEED'] ?? 20_261_120);
const TIMEOUT_MS = 180_000;

let payments: StartedPayments;
beforeAll(async () => {
  payments = await startPayments({ asProcess: true });
}, TIMEOUT_MS);
afterAll(() => payments.close());

/** Mulberry32: the same moments for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Asks until there is an answer, as the orders subgraph would. */
async function authoriseUntilAnswered(order: TestOrder): Promise<void> {
  const isAnswered = await waitUntil(async () => {
    try {
      const { data } = await authorise(payments, order);
      return data?.authorisePayment != null;
    } catch {
      return false;
    }
  }, TIMEOUT_MS);
  if (!isAnswered) throw new Error('no answer');
}

/** How an order ends: taken in full, in part, or let go. */
function endOf(order: TestOrder, index: number): { share: Share; isDelivered: boolean } {
  const full = order.amountMinor;
  if (index % 3 === 0) return { share: nothing, isDelivered: false };
  const charged = index % 3 === 1 ? full : Math.floor(full / 2);
  return {
    share: { charged, items: Math.floor(charged * 0.7), tax: 33, driverEarnings: 0 },
    isDelivered: index % 3 === 1,
  };
}

async function flow(order: TestOrder, index: number): Promise<number> {
  await authoriseUntilAnswered(order);
  const { share, isDelivered } = endOf(order, index);
  await payments.publish(isDelivered ? delivered(order, share) : cancelled(order, share));
  return share.charged;
}

describe('killing the process while money moves', () => {
  test(
    `${KILLS} times (seed ${SEED}) neither loses nor doubles a cent`,
    async () => {
      const random = seededRandom(SEED);
      const orders = Array.from({ length: ORDERS }, (_, index) =>
        newOrder({ amountMinor: 1_000 + Math.floor(random() * 5_000) + index }),
      );
      let isOver = false;
      const killing = (async () => {
        for (let kill = 0; kill < KILLS; kill += 1) {
          await pause(random() * 400);
          const victim = random() < 0.75 ? payments.process! : payments.provider.process;
          await victim.kill('SIGKILL');
          victim.start();
          await victim.waitUntilReady();
        }
        isOver = true;
      })();
      const charged: number[] = [];
      const queue = orders.entries();
      const worker = async (): Promise<void> => {
        for (const [index, order] of queue) charged.push(await flow(order, index));
      };
      await Promise.all([worker(), worker(), worker(), worker(), killing]);
      expect(isOver).toBe(true);

      const isQuiet = await waitUntil(async () => {
        const { rows } = await payments.sql.query<{ open: string; settled: string }>(
          `SELECT (SELECT count(*) FROM payments.payment_instruction WHERE status = 'WAITING') AS open,
                  (SELECT count(*) FROM payments.payment WHERE status IN ('CAPTURED', 'VOIDED')) AS settled`,
        );
        return Number(rows[0]?.open) === 0 && Number(rows[0]?.settled) === ORDERS;
      }, TIMEOUT_MS / 3);
      expect(isQuiet).toBe(true);

      const total = charged.reduce((sum, amount) => sum + amount, 0);
      const { data } = await payments.ask(
        `{ reconciliation {
             currencies { provider { amount } payments { amount } ledger { amount } }
             differences { description } } }`,
        {},
        admin,
      );
      const amount = (total / 100).toFixed(2);
      expect(data.reconciliation).toEqual({
        currencies: [{ provider: { amount }, payments: { amount }, ledger: { amount } }],
        differences: [],
      });
      // One hold an order at most; an order let go before it was sent has none.
      const held = (await allIntents(payments)).map(({ metadata }) => metadata['order_id']);
      expect(new Set(held).size).toBe(held.length);
      // The kills did interrupt something.
      const interrupted = await payments.sql.query(
        'SELECT FROM payments.payment_instruction WHERE attempts > 1',
      );
      expect(interrupted.rowCount).toBeGreaterThan(0);
      const { rows } = await payments.sql.query<{ subject: string; types: string }>(
        `SELECT subject, string_agg(type, ',') AS types FROM payments.outbox_event
         WHERE type ~ 'captured|voided' GROUP BY subject HAVING count(*) <> 1`,
      );
      expect(rows).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
