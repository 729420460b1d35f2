import pino from 'pino';
import type { Logger as PinoLogger, LoggerOptions, DestinationStream } from 'pino';
import { currentContext } from './context.ts';
import { readableLines } from './readable-lines.ts';
import { REDACTED_PATHS, withoutCredentials } from './redaction.ts';

export type Logger = PinoLogger;

/** Credentials are removed from an error's texts too: drivers like to quote connection strings. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return withoutCredentials(String(error));
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    message: withoutCredentials(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: withoutCredentials(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
  };
}

const LEVELS = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']);

function levelFrom(env: NodeJS.ProcessEnv): string {
  const level = env['LOG_LEVEL']?.toLowerCase();
  return level !== undefined && LEVELS.has(level) ? level : 'info';
}

function destinationFrom(env: NodeJS.ProcessEnv): DestinationStream | undefined {
  const readable = env['LOG_FORMAT'] === 'readable' && env['NODE_ENV'] !== 'production';
  return readable ? readableLines(process.stdout) : undefined;
}

/**
 * A logger that writes JSON lines to standard output, `name` saying which part of the system speaks.
 *
 * `LOG_LEVEL` sets the threshold (default `info`). `LOG_FORMAT=readable` prints short coloured lines
 * instead, never when `NODE_ENV=production`. Lines written while a request is handled carry its
 * `traceId` and `requestId`; secrets are replaced by `[redacted]`. Errors belong under `err`.
 */
export function createLogger(
  name: string,
  options: { env?: NodeJS.ProcessEnv; destination?: DestinationStream } = {},
): Logger {
  const env = options.env ?? process.env;
  const settings: LoggerOptions = {
    name,
    level: levelFrom(env),
    base: { name, pid: process.pid },
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: serializeError, error: serializeError },
    mixin: () => {
      const context = currentContext();
      if (context === undefined) return {};
      const { trace, requestId } = context;
      const ids = { traceId: trace.traceId, spanId: trace.spanId };
      return requestId === undefined ? ids : { ...ids, requestId };
    },
  };
  const destination = options.destination ?? destinationFrom(env);
  return destination === undefined ? pino(settings) : pino(settings, destination);
}
