import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StackProcess } from '@tiffin/local-stack';

/** Where a measurement takes place: a folder, and processes that end with it. */
export interface Stage {
  folder: string;
  /** Takes over the end of something that was started. */
  ends(stop: () => Promise<void>): void;
  /** Takes over the end of processes. */
  owns(...processes: readonly StackProcess[]): void;
}

/**
 * Does something on a stage and clears it, whatever happens. The folder stays when it fails: the logs
 * of the processes are in it.
 */
export async function withStage<Result>(
  name: string,
  work: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), `tiffin-${name}-`));
  const endings: (() => Promise<void>)[] = [];
  const stage: Stage = {
    folder,
    ends: (stop) => void endings.push(stop),
    owns: (...processes) => endings.push(...processes.map((process) => () => process.stop())),
  };
  try {
    const result = await work(stage);
    await rm(folder, { recursive: true });
    return result;
  } finally {
    await Promise.all(endings.map((stop) => stop()));
  }
}
