import { statement } from '@tiffin/database';
import type { DomainInstant, Vehicle } from '@tiffin/kernel';
import type { Client } from '../transact.ts';

const register = statement(
  'drivers.driver-register',
  `INSERT INTO drivers.driver (id, vehicle, registered_at) VALUES ($1, $2, $3)
   ON CONFLICT (id) DO UPDATE SET vehicle = excluded.vehicle
     WHERE driver.vehicle = excluded.vehicle OR (driver.availability = 'OFFLINE' AND NOT driver.on_shift)`,
);

/**
 * Makes an account a driver, or changes the vehicle of one who is off shift; the same again changes nothing.
 *
 * @returns whether it was done: no vehicle is changed on shift
 */
export async function registerDriver(
  client: Client,
  accountId: string,
  vehicle: Vehicle,
  now: DomainInstant,
): Promise<boolean> {
  const { rowCount } = await client.query({
    ...register,
    values: [accountId, vehicle, new Date(now)],
  });
  return rowCount === 1;
}
