import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { checkoutDirectory, compileCacheDirectory, generateClients } from '@tiffin/local-stack';

import { findChromium } from './chromium.ts';

const JEST = join(checkoutDirectory, 'node_modules', 'jest', 'bin', 'jest.js');
/** A run takes less than 15 minutes on two idle cores; one that hangs fails. */
const RUN_TIMEOUT_MS = 25 * 60_000;

const progress = (step: string): void => console.log(`  ${step} …`);

/** One after the other: most suites start processes of their own, and timings are part of what some assert. */
async function runJest(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const jest = spawn(
    process.execPath,
    ['--experimental-vm-modules', '--no-warnings', JEST, '--runInBand', ...args],
    { cwd: checkoutDirectory, stdio: ['ignore', 'inherit', 'inherit'], env },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => jest.kill(signal));
  const overdue = setTimeout(() => {
    console.error(`\n  The tests did not end in ${RUN_TIMEOUT_MS / 60_000} minutes.\n`);
    jest.kill('SIGKILL');
  }, RUN_TIMEOUT_MS);
  const [code] = (await once(jest, 'exit')) as [number | null];
  clearTimeout(overdue);
  return code ?? 1;
}

await generateClients((name) => progress(`generating the database client of ${name}`));
const chromium = findChromium(progress);
if (chromium === undefined) {
  console.error(
    '\n  NO CHROMIUM: the browser test is skipped. Install chromium, or set CHROMIUM_PATH.\n',
  );
}
process.exit(
  await runJest(process.argv.slice(2), {
    ...process.env,
    ...(chromium === undefined ? {} : { CHROMIUM_PATH: chromium }),
    NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
    NODE_COMPILE_CACHE: compileCacheDirectory,
  }),
);
