import { readFileSync } from 'node:fs';

/** Files a process may have open at once, and its sockets among them; undefined for any number. */
export function openFilesLimit(
  limits = readFileSync('/proc/self/limits', 'utf8'),
): number | undefined {
  const soft = /^Max open files\s+(\S+)/m.exec(limits)?.[1];
  if (soft === undefined) throw new Error('/proc/self/limits does not tell how many files');
  return soft === 'unlimited' ? undefined : Number(soft);
}

/** Besides the sockets measured: pipes, modules, connections to subgraphs. */
const SPARE = 500;

/** @throws Error that says what to do when `sockets` in one process are more than it may open */
export function requireOpenFiles(sockets: number, limit = openFilesLimit()): void {
  const needed = sockets + SPARE;
  if (limit === undefined || limit >= needed) return;
  throw new Error(
    `A process here may open ${limit} files, and ${needed} are needed: run \`ulimit -n ${needed}\` in this shell first.`,
  );
}
