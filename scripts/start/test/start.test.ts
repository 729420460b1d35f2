import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, test } from '@jest/globals';

import { checkoutDirectory, defaultPorts } from '@tiffin/local-stack';

import { freeOffset } from './free-offset.ts';

const TIMEOUT_MS = 60_000;

describe('npm start, when something is in the way', () => {
  test(
    'a port in use: one line that names it and the remedy',
    async () => {
      const offset = await freeOffset();
      const port = defaultPorts.gateway + offset;
      const holder = createServer().listen(port, '127.0.0.1');
      await once(holder, 'listening');
      const said = await failingStart({ PORT_OFFSET: String(offset) });
      holder.close();
      expect(said).toEqual([
        expect.stringMatching(
          new RegExp(`^Port ${port} \\(gateway\\) is in use: stop the program .*PORT_OFFSET=`),
        ),
      ]);
    },
    TIMEOUT_MS,
  );

  test(
    'a database that is not there: one line',
    async () => {
      const said = await failingStart({
        PORT_OFFSET: String(await freeOffset()),
        DATABASE_URL: 'postgresql://nobody:secret@127.0.0.1:1/none',
        REDIS_URL: 'redis://127.0.0.1:1',
      });
      expect(said).toEqual([
        'The database cannot be reached (ECONNREFUSED): start it, or unset DATABASE_URL to use the embedded one.',
      ]);
    },
    TIMEOUT_MS,
  );

  test('a setting that makes no sense: one line', async () => {
    expect(await failingStart({ PORT_OFFSET: 'high' })).toEqual([
      'PORT_OFFSET is not a whole number: set it to one such as 100.',
    ]);
  });
});

/** What `npm start` says on standard error before it gives up, line by line. */
async function failingStart(env: Readonly<Record<string, string>>): Promise<string[]> {
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, REDIS_URL: ___, ...inherited } = process.env;
  const script = join(checkoutDirectory, 'scripts', 'start.js');
  const run = promisify(execFile)(process.execPath, [script], {
    env: { ...inherited, NODE_OPTIONS: '', ...env },
    timeout: TIMEOUT_MS,
  });
  const error = await run.then(
    () => undefined,
    (failure: { code: number; stderr: string }) => failure,
  );
  expect(error?.code).toBe(1);
  return error!.stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
