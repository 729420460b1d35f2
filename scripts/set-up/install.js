// Plain JavaScript for any Node >= 18: brings node_modules to the state of package-lock.json, and with it the pinned Node.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { fail } from './fail.js';
import { checkoutDirectory, pinnedNode } from './pinned-node.js';
import { withProgress } from './progress.js';

const LOWEST_STARTING_MAJOR = 18;
const SHOWN_OUTPUT_LINES = 15;
const modules = join(checkoutDirectory, 'node_modules');

/** Installs what is missing; when nothing is, this takes some milliseconds. */
export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < LOWEST_STARTING_MAJOR) {
    fail(
      `Node.js ${process.versions.node} is too old to begin with: install Node.js ${LOWEST_STARTING_MAJOR} or newer (https://nodejs.org).`,
    );
  }
  if (!isInstalled()) {
    // No package's install script is needed but that of `node`, which is run below: nothing is fetched behind npm's back.
    await withProgress('installing the dependencies', () =>
      npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']),
    );
  }
  if (!existsSync(pinnedNode)) {
    await withProgress('fetching the pinned Node', async () => {
      await run(process.execPath, ['installArchSpecificPackage.js'], join(modules, 'node'));
      // Now that there is something to link to: npm's scripts find `node` in node_modules/.bin first.
      await npm(['rebuild', 'node', '--ignore-scripts', '--loglevel=error']);
    });
  }
}

/** Whether npm's own record of what it installed names every package of the lock file, in its version. */
function isInstalled() {
  const wanted = packagesOf(join(checkoutDirectory, 'package-lock.json'));
  const present = packagesOf(join(modules, '.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, peer }]) =>
      !path.includes('node_modules/') ||
      optional ||
      devOptional ||
      peer ||
      (present[path] !== undefined && present[path].version === version),
  );
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/** npm as it runs this script, else the one on the PATH. */
function npm(args) {
  const path = process.env.npm_execpath;
  if (path !== undefined && /npm-cli\.c?js$/.test(path)) {
    return run(process.execPath, [path, ...args], checkoutDirectory);
  }
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, checkoutDirectory);
}

function run(file, args, directory) {
  return new Promise((resolve) => {
    const output = [];
    const env = { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(':') };
    const child = spawn(file, args, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => output.push(String(text)));
    }
    child.on('error', () => {
      fail(`npm was not found: install Node.js with npm (https://nodejs.org).`);
    });
    child.on('close', (code) => {
      if (code === 0) return resolve();
      console.error(output.join('').trimEnd().split('\n').slice(-SHOWN_OUTPUT_LINES).join('\n'));
      fail(
        'The installation failed (see above): check the network connection and the npm registry, then try again.',
      );
    });
  });
}
