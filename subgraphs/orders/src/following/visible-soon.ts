import { setTimeout as wait } from 'node:timers/promises';
import { processClock } from '@tiffin/kernel';
import { hasRole, type Identity } from '@tiffin/service';
import { followingPolicy } from '../policy.ts';

/**
 * Whether an order exists for somebody, now or in a moment: a driver who has just accepted a delivery may ask before
 * word of it has come from the drivers' side.
 */
export async function isVisibleSoon(
  identity: Identity,
  isVisible: () => Promise<boolean>,
): Promise<boolean> {
  if (await isVisible()) return true;
  if (!hasRole(identity, 'DRIVER')) return false;
  const deadline = processClock.now() + followingPolicy.assignmentWaitMs;
  while (processClock.now() < deadline) {
    await wait(followingPolicy.assignmentPollMs);
    if (await isVisible()) return true;
  }
  return false;
}
