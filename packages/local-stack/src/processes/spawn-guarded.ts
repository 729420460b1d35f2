import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, closeSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { LocalStackError } from '../local-stack-error.ts';
import type { GuardedCommand } from './guarded-command.ts';

const GUARD = fileURLToPath(new URL('guard-main.ts', import.meta.url));

export type GuardedProcess = {
  /** The program's own process id, not its guard's. */
  readonly pid: number;
  readonly exited: Promise<void>;
  hasExited(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>;
};

/** Starts a program under a guard that ends it with this process. Its output goes to the end of `logPath`. */
export async function spawnGuarded(
  command: GuardedCommand,
  logPath: string,
): Promise<GuardedProcess> {
  mkdirSync(dirname(logPath), { recursive: true });
  const log = openSync(logPath, 'a');
  const guard = spawn(process.execPath, [GUARD, JSON.stringify(command)], {
    stdio: ['pipe', 'pipe', log],
    detached: true,
    env: { ...process.env, NODE_OPTIONS: '' },
  }) as ChildProcessByStdio<Writable, Readable, null>;
  closeSync(log);
  guard.stdin.on('error', () => {}); // the guard went first
  let gone = false;
  const exited = once(guard, 'exit').then(() => {
    gone = true;
  });
  const lines = createInterface({ input: guard.stdout });
  const first = await Promise.race([once(lines, 'line'), exited]);
  if (first === undefined)
    throw new LocalStackError(`${command.file} did not start: see ${logPath}`);
  const pid = Number((first as string[])[0]);
  return {
    pid,
    exited,
    hasExited: () => gone,
    kill(signal) {
      if (!gone) process.kill(pid, signal);
    },
    async stop() {
      guard.stdin.end();
      await exited;
    },
  };
}
