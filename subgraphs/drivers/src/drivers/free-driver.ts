import type { GeoPoint } from '@tiffin/kernel';
import type { Client, Effects } from '../transact.ts';
import { availabilityWhenFree } from './driver.ts';
import { lockDriver, setAvailability } from './driver-statements.ts';

/** Gives a driver back to dispatch at a place, null for the last one known; the delivery is locked. */
export async function freeDriver(
  client: Client,
  effects: Effects,
  driverId: string,
  place: GeoPoint | null,
): Promise<void> {
  const driver = await lockDriver(client, driverId);
  if (!driver) throw new Error('a delivery lost its driver');
  await setAvailability(client, driverId, availabilityWhenFree(driver), place);
  effects.dispatch = true;
}
