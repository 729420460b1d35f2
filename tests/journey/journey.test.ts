import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { checkoutDirectory } from '@tiffin/local-stack';

const JOURNEY = path.join(checkoutDirectory, 'clients/simulator/src/journey/main.ts');
const WITHIN_MS = 180_000;

test(
  'one order goes from registration to the doorstep',
  async () => {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['--no-warnings', JOURNEY], {
      env: { ...process.env, NODE_OPTIONS: '' },
      timeout: WITHIN_MS,
    });
    const line = /^journey ok, (\d+) status events, (\d+) positions, ledger balanced$/;
    const [, statuses, positions] = line.exec(stdout.trim()) ?? [];
    expect(Number(statuses)).toBeGreaterThanOrEqual(7);
    expect(Number(positions)).toBeGreaterThanOrEqual(20);
  },
  WITHIN_MS,
);
