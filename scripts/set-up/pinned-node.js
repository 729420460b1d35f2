// Plain JavaScript for any Node >= 18, like everything in this folder: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The first Node that runs TypeScript as it stands, as `engines` in package.json says. */
const LOWEST_MAJOR = 24;
/** How often is looked whether this process still has the parent it began with. */
const PARENT_CHECK_MS = 1_000;

export const checkoutDirectory = fileURLToPath(new URL('../../', import.meta.url));

/** The Node that npm installs with this project, in the version of package-lock.json. */
export const pinnedNode = join(
  checkoutDirectory,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** What makes a Node process end with the process that started it. */
const EXIT_WITH_PARENT = join(
  checkoutDirectory,
  'packages/local-stack/src/processes/exit-with-parent.js',
);

/** Whether this process can import the project's TypeScript. */
export function isNewEnough(version = process.versions.node) {
  return Number(version.split('.')[0]) >= LOWEST_MAJOR;
}

/**
 * Runs a script on the pinned Node and ends as it ends. It gets every signal this process gets, and ends when this
 * process is killed or loses its own parent.
 *
 * @param {string} script from the root of the checkout
 * @param {readonly string[]} args
 * @param {{ env?: Readonly<Record<string, string>>, asks?: boolean }} [options] what is added to this process's own
 *   environment; whether the script asks questions, and so needs the terminal to itself
 */
export function continueOnPinnedNode(script, args, { env = {}, asks = false } = {}) {
  const node = existsSync(pinnedNode) ? pinnedNode : process.execPath;
  const path = join(checkoutDirectory, script);
  const lifeline = asks ? [] : ['--import', pathToFileURL(EXIT_WITH_PARENT).href];
  const child = spawn(node, ['--no-warnings', ...lifeline, path, ...args], {
    stdio: [asks ? 'inherit' : 'pipe', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  child.stdin?.on('error', () => {});
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  const parent = process.ppid;
  const watching = setInterval(() => {
    if (process.ppid !== parent) child.stdin?.end();
  }, PARENT_CHECK_MS);
  child.on('error', (error) => {
    console.error(`The pinned Node could not be started (${error.message}): run \`npm install\`.`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    clearInterval(watching);
    process.exit(code ?? (signal === 'SIGINT' ? 130 : 1));
  });
}
