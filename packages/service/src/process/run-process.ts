import { collectProcessMetrics, startTracing, type Tracing } from '@tiffin/telemetry';
import { z } from 'zod';
import { ConfigurationError, loadConfig } from '../configuration/load-config.ts';
import type { Logger } from './logger.ts';
import { EXIT_TIMEOUT_MS, MAX_STOP_NOTICE_MS, STOP_NOTICE_MS } from './process-policy.ts';

/** Something with an end: what a process's start function gives back. */
export interface Closable {
  /** @param noticeMs whoever has clients that can go elsewhere announces the end to them so long before */
  close(noticeMs?: number): Promise<void>;
}

export type StartFunction = (
  env: Readonly<Record<string, string | undefined>>,
) => Promise<Closable>;

const SHAPE = {
  STOP_NOTICE_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_STOP_NOTICE_MS)
    .default(STOP_NOTICE_MS)
    .describe(`a number of milliseconds, at most ${MAX_STOP_NOTICE_MS}`),
};

/**
 * The life of a process: reads `.env` if there is one (what is already set wins), begins to measure and,
 * where a collector is named, to trace, starts, and on
 * SIGTERM or SIGINT closes, with a notice of `STOP_NOTICE_MS`, and exits with 0. A failed start prints one clear line
 * per problem and exits with 1; so does an error that nobody handled, after it is logged.
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
  let noticeMs = 0;
  let leaving = false;
  const leave = (): void => {
    if (leaving) return;
    leaving = true;
    setTimeout(() => process.exit(1), noticeMs + EXIT_TIMEOUT_MS).unref();
    void Promise.resolve(running?.close(noticeMs))
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
    noticeMs = loadConfig(SHAPE, process.env).STOP_NOTICE_MS;
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
