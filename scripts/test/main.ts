import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { checkoutDirectory, compileCacheDirectory, generateClients } from '@tiffin/local-stack';

import { findChromium } from './chromium.ts';

const JEST = join(checkoutDirectory, 'node_modules', 'jest', 'bin', 'jest.js');
/** A run takes less than 15 minutes on two idle cores; one that hangs fails. */
const RUN_TIMEOUT_MS = 25 * 60_000;

const progress = (step: string): void => console.log(`  ${step} …`);

/** What concerns a part runs two suites at a time; what starts whole systems has the machine to itself. */
const EVERYTHING = [
  [
    '--maxWorkers=2',
    '--testPathIgnorePatterns',
    '/node_modules/',
    '/\\.tiffin/',
    '<rootDir>/tests/',
  ],
  ['--runInBand', './tests/'],
];

let overdue = false;
let jest: ChildProcess | undefined;

async function runJest(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  jest = spawn(process.execPath, ['--experimental-vm-modules', '--no-warnings', JEST, ...args], {
    cwd: checkoutDirectory,
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
  const [code] = (await once(jest, 'exit')) as [number | null];
  return code ?? 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => jest?.kill(signal));
setTimeout(() => {
  console.error(`\n  The tests did not end in ${RUN_TIMEOUT_MS / 60_000} minutes.\n`);
  overdue = true;
  jest?.kill('SIGKILL');
}, RUN_TIMEOUT_MS).unref();

await generateClients((name) => progress(`generating the database client of ${name}`));
const chromium = findChromium(progress);
if (chromium === undefined) {
  console.error(
    '\n  NO CHROMIUM: the browser test is skipped. Install chromium, or set CHROMIUM_PATH.\n',
  );
}
const env = {
  ...process.env,
  ...(chromium === undefined ? {} : { CHROMIUM_PATH: chromium }),
  NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
  NODE_COMPILE_CACHE: compileCacheDirectory,
};
const asked = process.argv.slice(2);
let exitCode = 0;
for (const args of asked.length > 0 ? [['--runInBand', ...asked]] : EVERYTHING) {
  if (!overdue) exitCode = Math.max(exitCode, await runJest(args, env));
}
process.exit(overdue ? 1 : exitCode);
