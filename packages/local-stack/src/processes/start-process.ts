import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { checkoutDirectory, logsDirectory } from '../checkout.ts';
import { LocalStackError } from '../local-stack-error.ts';
import { localStackPolicy } from '../policy.ts';
import { waitUntil } from '../wait-until.ts';
import { logTail } from './log-tail.ts';

const EXIT_WITH_PARENT = fileURLToPath(new URL('exit-with-parent.js', import.meta.url));

export type ProcessOptions = {
  /** Names its log, too: `<name>.log`. */
  readonly name: string;
  /** The TypeScript file it runs, absolute or from the root of the checkout. */
  readonly entry: string;
  readonly args?: readonly string[];
  /** Everything it needs to know; of this process's own environment it gets only what Node itself needs. */
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 once the process can work. */
  readonly readyUrl?: string;
  /** Default: `.tiffin/logs`. */
  readonly logsDirectory?: string;
};

export type StackProcess = {
  readonly name: string;
  readonly logPath: string;
  /** Of the process now running, or of the last one. */
  readonly pid: number;
  isRunning(): boolean;
  /** Resolves when the process now running has ended. */
  readonly exited: Promise<void>;
  /** Sends a signal, and waits until the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Asks it to end, and kills it when it does not in time. */
  stop(timeoutMs?: number): Promise<void>;
  /** Starts it again, as it was started first. */
  start(): void;
  /**
   * @throws LocalStackError with the end of its log when it ends before it is ready, or is not ready in time
   */
  waitUntilReady(timeoutMs?: number): Promise<void>;
  /**
   * Waits until a line of its log says exactly this.
   *
   * @throws LocalStackError as above
   */
  waitForLine(line: string, timeoutMs?: number): Promise<void>;
};

/** Of this process's environment what the operating system, the network or Node itself looks at. */
const PASSED_ON =
  /^(PATH|HOME|TMPDIR|TEMP|TMP|LANG|LC_.*|TZ|NODE_EXTRA_CA_CERTS|SYSTEMROOT|COLUMNS)$/i;

/**
 * Starts a Node process that ends with this one, even if this one is killed. Its output goes to a log of its own, which
 * begins anew here and goes on when the process is started again.
 */
export function startProcess(options: ProcessOptions): StackProcess {
  const { name, readyUrl } = options;
  const directory = options.logsDirectory ?? logsDirectory;
  mkdirSync(directory, { recursive: true });
  const logPath = join(directory, `${name}.log`);
  let logStart = 0;
  let child: ChildProcess;
  let running = false;
  let exited: Promise<void>;

  rmSync(logPath, { force: true });

  const start = (): void => {
    const log = openSync(logPath, 'a');
    logStart = statSync(logPath).size;
    child = spawn(process.execPath, nodeArguments(options), {
      cwd: checkoutDirectory,
      stdio: ['pipe', log, log],
      detached: true, // Ctrl-C reaches only the parent, which stops its processes in order
      env: { ...passedOn(), ...options.env },
    });
    closeSync(log);
    child.stdin?.on('error', () => {});
    running = true;
    exited = Promise.race([once(child, 'exit'), once(child, 'error')]).then(() => {
      running = false;
    });
    exited.catch(() => {});
  };

  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };

  const waitFor = async (
    condition: () => Promise<boolean> | boolean,
    timeoutMs: number,
  ): Promise<void> => {
    const settled = await waitUntil(async () => !running || (await condition()), timeoutMs);
    if (settled && running) return;
    const what = running ? `was not ready in ${timeoutMs / 1000} s` : 'ended at its start';
    throw new LocalStackError(
      `${name} ${what}; its log (${logPath}) ends:\n${await logTail(logPath, logStart)}`,
    );
  };

  start();
  return {
    name,
    logPath,
    start,
    kill,
    get pid() {
      return child.pid ?? 0;
    },
    get exited() {
      return exited;
    },
    isRunning: () => running,
    async stop(timeoutMs = localStackPolicy.stopTimeoutMs) {
      const killing = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
      await kill('SIGTERM');
      clearTimeout(killing);
    },
    waitUntilReady(timeoutMs = localStackPolicy.readyTimeoutMs) {
      const ready = readyUrl === undefined ? () => true : () => isReady(readyUrl);
      return waitFor(ready, timeoutMs);
    },
    waitForLine(line, timeoutMs = localStackPolicy.readyTimeoutMs) {
      const said = async () => (await logTail(logPath, logStart)).split('\n').includes(line);
      return waitFor(said, timeoutMs);
    },
  };
}

function nodeArguments({ entry, args = [] }: ProcessOptions): string[] {
  const path = isAbsolute(entry) ? entry : join(checkoutDirectory, entry);
  return ['--no-warnings', '--import', EXIT_WITH_PARENT, path, ...args];
}

function passedOn(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => PASSED_ON.test(name));
  return Object.fromEntries(entries) as Record<string, string>;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(localStackPolicy.probeTimeoutMs);
    const response = await fetch(url, { signal });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
