import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

import { LocalStackError } from '../local-stack-error.ts';

/** How a program is run that refuses to be the administrator. */
export type Launch = {
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
};

/** A name space in which root is an ordinary user; files keep their owner outside. */
const AS_ORDINARY_USER = ['unshare', '-U', '--map-user=1000', '--map-group=1000'];
/** Users without rights that exist on most systems. */
const UNPRIVILEGED_USERS = ['postgres', 'nobody'];

/** PostgreSQL will not run as root: as root it runs in a user name space, else as an unprivileged user. */
export function unprivilegedLaunch(): Launch {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const [unshare, ...args] = AS_ORDINARY_USER;
  if (spawnSync(unshare!, [...args, 'true']).status === 0) return { prefix: AS_ORDINARY_USER };
  for (const user of UNPRIVILEGED_USERS) {
    const uid = idOf('-u', user);
    const gid = idOf('-g', user);
    if (uid !== undefined && gid !== undefined) return { prefix: [], uid, gid };
  }
  throw new LocalStackError(
    'PostgreSQL will not run as root, and there is neither `unshare` nor a user "nobody": start as another user, or set DATABASE_URL.',
  );
}

/** Makes a new file or folder the server's own. */
export function giveTo(launch: Launch, path: string): void {
  if (launch.uid !== undefined && launch.gid !== undefined) {
    chownSync(path, launch.uid, launch.gid);
  }
}

function idOf(flag: '-u' | '-g', user: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  } catch {
    return undefined;
  }
}
