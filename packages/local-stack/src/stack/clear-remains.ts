import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { localStackPolicy } from '../policy.ts';

/**
 * Removes what stacks left behind that were killed before they could: data whose server is gone, and the oldest logs.
 * Stacks that run, or that were made a moment ago, are left alone.
 *
 * @param stacks the folder of all stacks' data
 * @param logs the folder of all stacks' logs
 */
export async function clearRemains(stacks: string, logs: string): Promise<void> {
  for (const { path, ageMs } of await byAge(stacks)) {
    if (ageMs < localStackPolicy.remainsAgeMs || (await serverRuns(path))) continue;
    await rm(path, { recursive: true, force: true });
  }
  const ofStacks = (await byAge(logs)).filter(({ name }) => name.startsWith('stack-'));
  for (const { path } of ofStacks.slice(localStackPolicy.keptStackLogs)) {
    await rm(path, { recursive: true, force: true });
  }
}

/** Youngest first. */
async function byAge(folder: string): Promise<{ name: string; path: string; ageMs: number }[]> {
  const names = await readdir(folder).catch(() => []);
  const entries = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const changed = await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
      );
      return { name, path, ageMs: Date.now() - changed };
    }),
  );
  return entries.sort((one, other) => one.ageMs - other.ageMs);
}

/** PostgreSQL notes its process in its data folder. */
async function serverRuns(stack: string): Promise<boolean> {
  const note = await readFile(join(stack, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(note, 10);
  if (Number.isNaN(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
