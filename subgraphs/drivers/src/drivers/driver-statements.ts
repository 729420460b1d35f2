import { statement } from '@tiffin/database';
import type { GeoPoint } from '@tiffin/kernel';
import type { Client } from '../transact.ts';
import { toDriver, type Availability, type Driver, type DriverRow } from './driver.ts';

const lock = statement(
  'drivers.driver-lock',
  'SELECT * FROM drivers.driver WHERE id = $1 FOR UPDATE',
);
const byIds = statement(
  'drivers.driver-by-ids',
  'SELECT * FROM drivers.driver WHERE id = ANY($1::uuid[])',
);
const setAvailable = statement(
  'drivers.driver-availability',
  `UPDATE drivers.driver SET availability = $2,
     latitude = coalesce($3, latitude), longitude = coalesce($4, longitude) WHERE id = $1`,
);
const free = statement(
  'drivers.driver-free',
  `SELECT * FROM drivers.driver
   WHERE availability = 'ONLINE' AND on_shift AND latitude IS NOT NULL
     AND (shift_ends_at IS NULL OR shift_ends_at > $1)
   ORDER BY id LIMIT $2`,
);

/** Locks a driver until the transaction ends; always after the delivery. */
export async function lockDriver(client: Client, id: string): Promise<Driver | null> {
  const { rows } = await client.query<DriverRow>({ ...lock, values: [id] });
  return rows[0] ? toDriver(rows[0]) : null;
}

/** Drivers by their ids; who does not exist is left out. */
export async function driversByIds(client: Client, ids: readonly string[]): Promise<Driver[]> {
  const { rows } = await client.query<DriverRow>({ ...byIds, values: [ids] });
  return rows.map(toDriver);
}

/** Drivers who can be asked at a domain instant, at most `limit`. */
export async function freeDrivers(client: Client, at: Date, limit: number): Promise<Driver[]> {
  const { rows } = await client.query<DriverRow>({ ...free, values: [at, limit] });
  return rows.map(toDriver);
}

/** Changes a locked driver's availability and, where given, his last known place. */
export async function setAvailability(
  client: Client,
  driverId: string,
  availability: Availability,
  place: GeoPoint | null = null,
): Promise<void> {
  await client.query({
    ...setAvailable,
    values: [driverId, availability, place?.latitude ?? null, place?.longitude ?? null],
  });
}
