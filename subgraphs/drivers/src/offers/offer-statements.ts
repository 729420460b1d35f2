import { statement } from '@tiffin/database';
import type { DomainInstant } from '@tiffin/kernel';
import type { Client } from '../transact.ts';
import { toOffer, type Offer, type OfferRow, type OfferStatus } from './offer.ts';

const insert = statement(
  'drivers.offer-insert',
  `INSERT INTO drivers.offer (id, delivery_id, driver_id, status, pay, currency, bonus_basis_points,
     distance_to_pick_up_meters, offered_at, expires_at)
   VALUES ($1, $2, $3, 'OPEN', $4, $5, $6, $7, $8, $9)`,
);
const byId = statement('drivers.offer-by-id', 'SELECT * FROM drivers.offer WHERE id = $1');
const byIds = statement(
  'drivers.offer-by-ids',
  'SELECT * FROM drivers.offer WHERE id = ANY($1::uuid[])',
);
const openOfDelivery = statement(
  'drivers.offer-open-of-delivery',
  `SELECT * FROM drivers.offer WHERE delivery_id = $1 AND status = 'OPEN'`,
);
const openOfDriver = statement(
  'drivers.offer-open-of-driver',
  `SELECT * FROM drivers.offer WHERE driver_id = $1 AND status = 'OPEN'`,
);
const end = statement(
  'drivers.offer-end',
  `UPDATE drivers.offer SET status = $2, ended_at = $3 WHERE id = $1 AND status = 'OPEN'`,
);
/** The log's next number is taken under the driver's row lock, so that it has no gap. */
const appendLog = statement(
  'drivers.offer-log-append',
  `WITH counted AS (
     UPDATE drivers.driver SET offer_sequence = offer_sequence + 1 WHERE id = $1
     RETURNING offer_sequence
   )
   INSERT INTO drivers.offer_log_entry (driver_id, sequence, offer_id, status, occurred_at)
   SELECT $1, offer_sequence, $2, $3, $4 FROM counted`,
);

/** Writes a new open offer; its driver and delivery are locked. */
export async function insertOffer(
  client: Client,
  offer: Offer,
  offeredAt: DomainInstant,
): Promise<void> {
  await client.query({
    ...insert,
    values: [
      offer.id,
      offer.deliveryId,
      offer.driverId,
      offer.pay.minor.toString(),
      offer.pay.currency,
      offer.bonusBasisPoints,
      offer.distanceToPickUpMeters,
      new Date(offeredAt),
      new Date(offer.expiresAt),
    ],
  });
  await logOffer(client, offer, 'OPEN', offeredAt);
}

/** Ends an open offer; its driver and delivery are locked. */
export async function endOffer(
  client: Client,
  offer: Offer,
  status: Exclude<OfferStatus, 'OPEN'>,
  at: DomainInstant,
): Promise<void> {
  const { rowCount } = await client.query({ ...end, values: [offer.id, status, new Date(at)] });
  if (rowCount !== 1) throw new Error('an offer that is not open was to be ended');
  await logOffer(client, offer, status, at);
}

async function logOffer(client: Client, offer: Offer, status: OfferStatus, at: DomainInstant) {
  const values = [offer.driverId, offer.id, status, new Date(at)];
  await client.query({ ...appendLog, values });
}

/** An offer by its id, null when there is none. */
export async function offerById(client: Client, id: string): Promise<Offer | null> {
  const { rows } = await client.query<OfferRow>({ ...byId, values: [id] });
  return rows[0] ? toOffer(rows[0]) : null;
}

/** Offers by their ids. */
export async function offersByIds(client: Client, ids: readonly string[]): Promise<Offer[]> {
  const { rows } = await client.query<OfferRow>({ ...byIds, values: [ids] });
  return rows.map(toOffer);
}

/** The open offer of a delivery, null when there is none. */
export async function openOfferOfDelivery(client: Client, deliveryId: string) {
  const { rows } = await client.query<OfferRow>({ ...openOfDelivery, values: [deliveryId] });
  return rows[0] ? toOffer(rows[0]) : null;
}

/** The open offer of a driver, null when there is none. */
export async function openOfferOfDriver(client: Client, driverId: string) {
  const { rows } = await client.query<OfferRow>({ ...openOfDriver, values: [driverId] });
  return rows[0] ? toOffer(rows[0]) : null;
}
