import { statement } from '@tiffin/database';
import type { DomainInstant } from '@tiffin/kernel';
import type { Delivery } from '../deliveries/delivery.ts';
import type { Client } from '../transact.ts';
import { payFor, type Pay } from './earnings-rules.ts';

const insert = statement(
  'drivers.earning-insert',
  `INSERT INTO drivers.earning (delivery_id, driver_id, currency, base, distance, wait, bonus, tip, total, earned_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

/** Writes what the driver earned with a delivery that is being completed. */
export async function recordEarning(
  client: Client,
  delivery: Delivery,
  driverId: string,
  now: DomainInstant,
): Promise<Pay> {
  const { currency } = delivery.tip;
  const pay = payFor({
    currency,
    distanceMeters: delivery.distanceMeters,
    waitedMs: waitedMs(delivery),
    bonusBasisPoints: delivery.bonusBasisPoints,
    tip: delivery.tip,
  });
  const { base, distance, wait, bonus, tip, total } = pay;
  const amounts = [base, distance, wait, bonus, tip, total].map(({ minor }) => minor.toString());
  await client.query({
    ...insert,
    values: [delivery.id, driverId, currency, ...amounts, new Date(now)],
  });
  return pay;
}

function waitedMs({ arrivedAtRestaurantAt, pickedUpAt }: Delivery): number {
  return arrivedAtRestaurantAt === null || pickedUpAt === null
    ? 0
    : Math.max(0, pickedUpAt - arrivedAtRestaurantAt);
}
