import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createExample } from './examples.ts';
import { startRestaurants, type StartedRestaurants } from './started-restaurants.ts';

const COMMAND = fileURLToPath(new URL('../src/stock/reconcile-stock-command.ts', import.meta.url));
const run = promisify(execFile);
let restaurants: StartedRestaurants;
beforeAll(async () => {
  restaurants = await startRestaurants();
});
afterAll(() => restaurants.close());

test('the command succeeds while stock adds up, and names what does not', async () => {
  const { soup } = await createExample(restaurants);
  const { stdout } = await run(process.execPath, [COMMAND], { env: restaurants.env });
  expect(stdout).toBe('stock adds up\n');

  await restaurants.sql.query('UPDATE restaurants.menu_item SET stock = 11 WHERE id = $1', [soup]);
  await expect(run(process.execPath, [COMMAND], { env: restaurants.env })).rejects.toMatchObject({
    code: 1,
    stdout: `STOCK_NOT_IN_LOG item ${soup}\n1 differences\n`,
  });
});
