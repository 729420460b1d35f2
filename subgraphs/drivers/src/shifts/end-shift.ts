import { statement } from '@tiffin/database';
import { appendToOutbox } from '@tiffin/events';
import type { DomainInstant } from '@tiffin/kernel';
import { cancelTimers } from '@tiffin/timers';
import type { Driver } from '../drivers/driver.ts';
import { lockDriver } from '../drivers/driver-statements.ts';
import { SCHEMA } from '../schema-name.ts';
import type { Client } from '../transact.ts';
import { SHIFT_END } from './shift-end.ts';
import { shiftEnded } from './shift-events.ts';

const end = statement(
  'drivers.shift-end',
  `UPDATE drivers.driver SET on_shift = false, shift_ends_at = NULL, event_sequence = event_sequence + 1,
     availability = CASE availability WHEN 'ONLINE' THEN 'OFFLINE' ELSE availability END
   WHERE id = $1`,
);

/**
 * Ends a shift: no more offers; a delivery under way is still finished. Without a shift nothing happens.
 *
 * @returns false when there is no such driver
 */
export async function endShift(
  client: Client,
  driverId: string,
  now: DomainInstant,
): Promise<boolean> {
  const driver = await lockDriver(client, driverId);
  if (!driver) return false;
  if (driver.onShift) {
    await finish(client, driver, now);
    await cancelTimers(client, SCHEMA, driverId, SHIFT_END);
  }
  return true;
}

/** Ends a shift whose planned end has come, unless it was prolonged meanwhile. */
export async function endShiftOnTime(
  client: Client,
  driverId: string,
  now: DomainInstant,
): Promise<void> {
  const driver = await lockDriver(client, driverId);
  if (!driver?.onShift || driver.shiftEndsAt === null || driver.shiftEndsAt > now) return;
  await finish(client, driver, now);
}

async function finish(client: Client, driver: Driver, now: DomainInstant): Promise<void> {
  await client.query({ ...end, values: [driver.id] });
  await appendToOutbox(client, SCHEMA, [shiftEnded(driver, now)]);
}
