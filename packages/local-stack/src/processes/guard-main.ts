// Runs one program that knows nothing of its parent (a database server) and ends it when the parent goes, however it went:
// the pipe on standard input ends then. The first line on standard output is the program's process id.
import { spawn } from 'node:child_process';

import type { GuardedCommand } from './guarded-command.ts';

const command = JSON.parse(process.argv[2]!) as GuardedCommand;
const { uid, gid } = command;
const child = spawn(command.file, command.args, {
  stdio: ['ignore', 2, 2],
  // A group of its own: Ctrl-C in a terminal reaches the guard's parent, which decides.
  detached: true,
  ...(uid === undefined ? {} : { uid }),
  ...(gid === undefined ? {} : { gid }),
});

child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.once('spawn', () => process.stdout.write(`${child.pid}\n`));
child.once('exit', (code) => process.exit(code ?? 1));

function stop(): void {
  child.kill(command.stopSignal);
  setTimeout(() => child.kill('SIGKILL'), command.stopTimeoutMs);
}
process.stdin.once('end', stop).once('error', stop);
process.stdin.resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
