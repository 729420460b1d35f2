import { MINUTE_MS } from './rate-limit-policy.ts';

const SECOND_MS = 1_000;

/** How long a window is on the wall, and how many points belong into it. */
export interface LimitWindow {
  windowMs: number;
  quota: number;
}

/**
 * The window of a limit per minute on a clock of some speed: one minute of that clock, or, where that
 * is less than a second of wall time, a second with as many minutes' points as go by in it.
 *
 * @param speed milliseconds of the clock in one of the wall; 1 for process time
 */
export function windowOf(perMinute: number, speed: number): LimitWindow {
  const windowMs = Math.max(1, Math.round(MINUTE_MS / speed / SECOND_MS)) * SECOND_MS;
  const minutes = (windowMs * speed) / MINUTE_MS;
  return { windowMs, quota: Math.max(perMinute, Math.floor(perMinute * minutes)) };
}
