import { GraphQLResponseError, TransportError } from '@tiffin/sdk';
import { sleepMs } from './sleep.ts';

/** Codes of answers that say nothing about the input: trying again may succeed. */
const PASSING_CODES = new Set(['SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'RATE_LIMITED']);

const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 1_000;
const MAXIMUM_ATTEMPTS = 90;

/** Whether an error is an outage of the endpoint or of something behind it. */
export function isPassing(error: unknown): boolean {
  if (error instanceof TransportError) return true;
  return error instanceof GraphQLResponseError && PASSING_CODES.has(error.code);
}

/**
 * Repeats an idempotent call while the platform is away, as an app on a phone would.
 * Throws what is no outage at once, and the last outage after the last attempt.
 */
export async function persistently<T>(
  call: () => Promise<T>,
  options: { signal?: AbortSignal; onOutage?: (error: unknown) => void } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error) || attempt === MAXIMUM_ATTEMPTS || options.signal?.aborted) throw error;
      options.onOutage?.(error);
      await sleepMs(
        Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS),
        options.signal,
      );
    }
  }
}
