import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCEPT, CANCEL } from './operations.ts';
import { StartedOrders, user } from './started-orders.ts';

const COMMAND = fileURLToPath(new URL('../src/lifecycle/verify-log.ts', import.meta.url));

/** Runs the command as an operator would. */
async function verify(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--no-warnings', COMMAND], {
    env: { ...env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

describe('replaying the logs', () => {
  let orders: StartedOrders;
  let id: string;
  beforeAll(async () => {
    orders = await StartedOrders.start();
    const customer = user();
    id = await orders.placed(customer);
    await orders.give(ACCEPT, id, orders.staff, { preparationTimeMinutes: 20 });
    const other = await orders.placed(customer);
    await orders.give(CANCEL, other, customer, { reason: 'CUSTOMER_REQUEST' });
  });
  afterAll(() => orders.close());

  test('gives the rows again', async () => {
    expect(await verify(orders.env)).toEqual({
      code: 0,
      output: '2 orders replayed, 0 differences\n',
    });
  });

  test('finds what was changed behind the log', async () => {
    await orders.sql.query(
      `UPDATE orders.customer_order SET preparation_minutes = 5, version = version + 1 WHERE id = $1`,
      [id],
    );
    const { code, output } = await verify(orders.env);
    expect(code).toBe(1);
    expect(output).toContain(`${id}: preparation_minutes is 5, the log says 20`);
    expect(output).toContain(`${id}: version is 3, the log says 2`);
    expect(output).toContain('2 orders replayed, 2 differences');
  });
});
