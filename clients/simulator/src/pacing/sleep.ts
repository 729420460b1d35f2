import type { DomainClock, DomainInstant } from '@tiffin/kernel';

/** Longest wait a Node timer takes, milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Waits some wall milliseconds, or until the signal ends it. */
export function sleepMs(durationMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(Math.max(0, durationMs), LONGEST_TIMER_MS));
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** Waits until a domain instant; returns at once when it is past. */
export function sleepUntil(
  clock: DomainClock,
  instant: DomainInstant,
  signal?: AbortSignal,
): Promise<void> {
  const durationMs = clock.wallMsUntil(instant);
  return durationMs === 0 ? Promise.resolve() : sleepMs(durationMs, signal);
}
