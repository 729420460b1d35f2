import { setTimeout as delay } from 'node:timers/promises';

import { localStackPolicy } from './policy.ts';

/**
 * Looks again and again until the condition holds.
 *
 * @param condition answers whether it holds; an error it throws ends the wait
 * @returns false when it did not hold in time
 */
export async function waitUntil(
  condition: () => Promise<boolean> | boolean,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() >= deadline) return false;
    await delay(localStackPolicy.pollIntervalMs);
  }
}
