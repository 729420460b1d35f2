// Plain JavaScript for any Node >= 18, like everything in this folder: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first Node that runs TypeScript as it stands, as `engines` in package.json says. */
const LOWEST_MAJOR = 24;

export const checkoutDirectory = fileURLToPath(new URL('../../', import.meta.url));

/** The Node that npm installs with this project, by its version in package-lock.json. */
export const pinnedNode = join(
  checkoutDirectory,
  'node_modules',
  '.bin',
  process.platform === 'win32' ? 'node.cmd' : 'node',
);

/** Whether this process can import the project's TypeScript. */
export function isNewEnough(version = process.versions.node) {
  return Number(version.split('.')[0]) >= LOWEST_MAJOR;
}

/**
 * Runs a script on the pinned Node and ends as it ends. Signals of the terminal reach the child by themselves; others are
 * passed on.
 *
 * @param {string} script
 * @param {readonly string[]} args
 */
export function continueOnPinnedNode(script, args) {
  const node = existsSync(pinnedNode) ? pinnedNode : process.execPath;
  const child = spawn(node, ['--no-warnings', script, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`The pinned Node could not be started (${error.message}): run \`npm install\`.`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
