import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { CANCEL } from './operations.ts';
import { StartedOrders, user } from './started-orders.ts';

describe('what the database itself refuses', () => {
  let orders: StartedOrders;
  let application: pg.Pool;
  let id: string;
  let ended: string;
  beforeAll(async () => {
    orders = await StartedOrders.start();
    application = new pg.Pool({ connectionString: orders.applicationUrl, max: 1 });
    const customer = user();
    id = await orders.placed(customer);
    ended = await orders.placed(customer);
    await orders.give(CANCEL, ended, customer, { reason: 'CUSTOMER_REQUEST' });
  });
  afterAll(async () => {
    await application.end();
    await orders.close();
  });

  const partitions = async (): Promise<string[]> => {
    const { rows } = await orders.sql.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits
       WHERE inhparent IN ('orders.order_log'::regclass, 'orders.order_line'::regclass)`,
    );
    return rows.map(({ name }) => name);
  };

  test('the past is rewritten by nobody, neither process nor owner, on no partition', async () => {
    const tables = [
      'orders.order_log',
      'orders.order_line',
      'orders.order_annotation',
      ...(await partitions()),
    ];
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables) {
      const column = table.includes('line')
        ? 'position'
        : table.includes('annotation')
          ? 'version'
          : 'sequence';
      for (const statement of [
        `UPDATE ${table} SET ${column} = ${column}`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
      ]) {
        await expect(application.query(statement)).rejects.toThrow(/denied/);
      }
      await expect(orders.sql.query(`TRUNCATE ${table}`)).rejects.toThrow(/append-only/);
    }
    await expect(orders.sql.query('UPDATE orders.order_log SET sequence = 9')).rejects.toThrow(
      /append-only/,
    );
    await expect(orders.sql.query('DELETE FROM orders.order_line')).rejects.toThrow(/append-only/);
    await expect(orders.sql.query('DELETE FROM orders.customer_order')).rejects.toThrow(
      /append-only/,
    );
  });

  test.each([
    [
      'a final state left',
      `status = 'PLACED', sequence = sequence + 1, version = version + 1`,
      /is final/,
    ],
    ['a change without its number', `ready_at = now()`, /version .* cannot follow/],
    [
      'another total',
      `total_minor = total_minor + 1, tip_minor = tip_minor + 1, version = version + 1`,
      /agreed/,
    ],
    [
      'more charged than agreed',
      `charged_minor = total_minor + 1, version = version + 1`,
      /charged_in_bounds/,
    ],
  ])('%s', async (_what, change, error) => {
    await expect(
      application.query(`UPDATE orders.customer_order SET ${change} WHERE id = $1`, [ended]),
    ).rejects.toThrow(error);
  });

  test.each([
    [
      'a final state that is not settled',
      `status = 'DELIVERED', sequence = sequence + 1, version = version + 1`,
      /final_is_settled/,
    ],
    [
      'a state nobody knows',
      `status = 'LOST', sequence = sequence + 1, version = version + 1`,
      /status_known/,
    ],
    [
      'a state without its log number',
      `status = 'CONFIRMED', version = version + 1`,
      /sequence .* cannot follow/,
    ],
  ])('%s', async (_what, change, error) => {
    await expect(
      application.query(`UPDATE orders.customer_order SET ${change} WHERE id = $1`, [id]),
    ).rejects.toThrow(error);
  });

  test('orders stand in the partition of their month', async () => {
    const { rows } = await orders.sql.query<{ part: string }>(
      'SELECT tableoid::regclass::text AS part FROM orders.customer_order WHERE id = $1',
      [id],
    );
    // A UUIDv7 begins with the milliseconds at which it was made.
    const madeAt = new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
    const month = madeAt.toISOString().slice(0, 7).replace('-', '_');
    expect(rows[0]?.part).toBe(`orders.customer_order_${month}`);
  });
});
