import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HASH_CHARACTERS = 24;

/**
 * Where the keeper of a data folder listens. Being there is what makes it the only one: the system takes the address
 * back when the process ends, however it ends. (Elsewhere than on Linux and Windows it is a file, see `discard`.)
 */
export function keeperAddress(dataDirectory: string): string {
  const hash = createHash('sha256').update(dataDirectory).digest('hex').slice(0, HASH_CHARACTERS);
  if (process.platform === 'linux') return `\0tiffin-${hash}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\tiffin-${hash}`;
  return join(tmpdir(), `tiffin-${hash}.sock`);
}

/** Removes the file of a keeper that was killed; called only when nobody answers at the address. */
export function discard(address: string): void {
  if (process.platform !== 'linux' && process.platform !== 'win32')
    rmSync(address, { force: true });
}
