import { setTimeout as pause } from 'node:timers/promises';
import { TiffinError } from '@tiffin/service';
import { databasePolicy } from '../policy.ts';

/** SQLSTATE of a statement that took too long, and classes of a server or connection that went away. */
const PASSING = /^(57014|57P0[123]|08...|53300)$/;
const PASSING_CONNECTION = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;

/**
 * Does work again, twice at most, after a failure of the database that passes. Only for work that may be done twice: it is
 * not known whether the failed one was committed.
 *
 * @throws TiffinError SERVICE_UNAVAILABLE when the failure does not pass in time
 */
export async function repeatSafely<Result>(work: () => Promise<Result>): Promise<Result> {
  const { retries, retryPauseMs } = databasePolicy;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (attempt === retries) {
        const message = 'The orders are not available at the moment. Try again.';
        throw new TiffinError('SERVICE_UNAVAILABLE', message, { cause: error });
      }
      await pause(retryPauseMs * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return PASSING.test(code) || PASSING_CONNECTION.test(code);
  return error.message.startsWith('Connection terminated');
}
