// Loaded before a process's own code (`node --import`): when the process that started it is gone, however it went, the
// pipe on standard input ends, and this process stops too.
/** Longer than a parent of processes takes to stop all of them. */
const STOP_TIMEOUT_MS = 30_000;

process.stdin.once('end', stop).once('close', stop).once('error', stop);
process.stdin.resume();
process.stdin.unref();

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
  // The process's own way to shut down, or the end at once where it has none.
  process.kill(process.pid, 'SIGTERM');
}
