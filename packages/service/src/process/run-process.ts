import { collectProcessMetrics, startTracing, type Tracing } from '@tiffin/telemetry';
import { ConfigurationError } from '../configuration/load-config.ts';
import { SHUTDOWN_TIMEOUT_MS } from '../http/http-policy.ts';
import type { Logger } from './logger.ts';

/** Something with an end: what a process's start function gives back. */
export interface Closable {
  close(): Promise<void>;
}

export type StartFunction = (
  env: Readonly<Record<string, string | undefined>>,
) => Promise<Closable>;

/** Closing may take this long before the process ends anyway. */
const EXIT_TIMEOUT_MS = SHUTDOWN_TIMEOUT_MS + 500;

/**
 * The life of a process: reads `.env` if there is one (what is already set wins), begins to measure and,
 * where a collector is named, to trace, starts, and on
 * SIGTERM or SIGINT closes and exits with 0. A failed start prints one clear line per problem and
 * exits with 1; so does an error that nobody handled, after it is logged.
 */
export async function runProcess(
  start: StartFunction,
  options: { logger?: Logger } = {},
): Promise<void> {
  const fail = (error: unknown, what: string): never => {
    if (options.logger === undefined) process.stderr.write(`${what}: ${describe(error)}\n`);
    else options.logger.error({ err: error }, what);
    process.exit(1);
  };
  process.on('uncaughtException', (error) => fail(error, 'uncaught exception'));
  process.on('unhandledRejection', (error) => fail(error, 'unhandled rejection'));

  let running: Closable | undefined;
  let tracing: Tracing | undefined;
  let leaving = false;
  const leave = (): void => {
    if (leaving) return;
    leaving = true;
    setTimeout(() => process.exit(1), EXIT_TIMEOUT_MS).unref();
    void Promise.resolve(running?.close())
      .then(() => tracing?.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => fail(error, 'closing failed'),
      );
  };
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);

  try {
    loadDotEnv();
    collectProcessMetrics();
    tracing = await startTracing(process.env);
    running = await start(process.env);
  } catch (error) {
    process.stderr.write(`Cannot start: ${describe(error)}\n`);
    process.exit(1);
  }
}

function loadDotEnv(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function describe(error: unknown): string {
  if (error instanceof ConfigurationError) return error.problems.join('\nCannot start: ');
  return error instanceof Error ? error.message : String(error);
}
