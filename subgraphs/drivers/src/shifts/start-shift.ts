import { statement } from '@tiffin/database';
import { appendToOutbox } from '@tiffin/events';
import { uuidv7, type DomainInstant, type GeoPoint } from '@tiffin/kernel';
import { cancelTimers, scheduleTimer } from '@tiffin/timers';
import { lockDriver } from '../drivers/driver-statements.ts';
import { SCHEMA } from '../schema-name.ts';
import type { Client, Effects } from '../transact.ts';
import { shiftStarted } from './shift-events.ts';
import { SHIFT_END } from './shift-end.ts';

const start = statement(
  'drivers.shift-start',
  `UPDATE drivers.driver SET on_shift = true, shift_ends_at = $2, latitude = $3, longitude = $4,
     availability = CASE availability WHEN 'OFFLINE' THEN 'ONLINE' ELSE availability END,
     event_sequence = event_sequence + 1
   WHERE id = $1`,
);

/**
 * Begins a shift at a place. A driver on shift already gets the new place and end; one who still finishes a
 * delivery of an earlier shift stays busy until it is done.
 *
 * @returns false when there is no such driver
 */
export async function startShift(
  client: Client,
  effects: Effects,
  driverId: string,
  location: GeoPoint,
  endsAt: DomainInstant | null,
  now: DomainInstant,
): Promise<boolean> {
  const driver = await lockDriver(client, driverId);
  if (!driver) return false;
  const ends = endsAt === null ? null : new Date(endsAt);
  await client.query({ ...start, values: [driverId, ends, location.latitude, location.longitude] });
  await cancelTimers(client, SCHEMA, driverId, SHIFT_END);
  if (endsAt !== null) {
    await scheduleTimer(client, SCHEMA, {
      id: uuidv7(),
      kind: SHIFT_END,
      subject: driverId,
      dueAt: endsAt,
      data: {},
    });
  }
  await appendToOutbox(client, SCHEMA, [shiftStarted(driver, location, now)]);
  effects.dispatch = true;
  return true;
}
