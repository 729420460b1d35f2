import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const INSTALL_TIMEOUT_MS = 180_000;

/**
 * A Chromium for the browser tests: `CHROMIUM_PATH`, else one on the PATH, else the distribution's own, installed now
 * where this user may.
 *
 * @returns its path, or undefined where there is none to be had
 */
export function findChromium(onProgress: (step: string) => void): string | undefined {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && existsSync(given)) return given;
  return onPath() ?? (install(onProgress) ? onPath() : undefined);
}

function onPath(): string | undefined {
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const path = join(directory, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        continue;
      }
    }
  }
  return undefined;
}

function install(onProgress: (step: string) => void): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  onProgress('installing chromium for the browser tests');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const aptGet = (...args: string[]): boolean =>
    spawnSync('apt-get', args, { env, stdio: 'ignore', timeout: INSTALL_TIMEOUT_MS }).status === 0;
  const packages = ['install', '-y', '--no-install-recommends', 'chromium'];
  return aptGet(...packages) || (aptGet('update') && aptGet(...packages));
}
