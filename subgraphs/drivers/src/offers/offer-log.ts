import { statement } from '@tiffin/database';
import { domainInstant, type DomainInstant } from '@tiffin/kernel';
import type { Client } from '../transact.ts';
import { toOffer, type Offer, type OfferRow, type OfferStatus } from './offer.ts';

/** One change of an offer in its driver's log, gap-free per driver from 1. */
export interface OfferEvent {
  readonly sequence: number;
  readonly status: OfferStatus;
  readonly occurredAt: DomainInstant;
  readonly offer: Offer;
}

const readAfter = statement(
  'drivers.offer-log-read',
  `SELECT l.sequence, l.status AS event_status, l.occurred_at, o.*
   FROM drivers.offer_log_entry l JOIN drivers.offer o ON o.id = l.offer_id
   WHERE l.driver_id = $1 AND l.sequence > $2 ORDER BY l.sequence LIMIT $3`,
);
/** An open offer is always the last entry of the log, as a driver has at most one. */
const beginning = statement(
  'drivers.offer-log-beginning',
  `SELECT coalesce(
     (SELECT min(l.sequence) - 1 FROM drivers.offer o JOIN drivers.offer_log_entry l ON l.offer_id = o.id
        AND l.driver_id = o.driver_id WHERE o.driver_id = $1 AND o.status = 'OPEN'),
     (SELECT offer_sequence FROM drivers.driver WHERE id = $1), 0) AS sequence`,
);

interface LogRow extends OfferRow {
  sequence: number;
  event_status: OfferStatus;
  occurred_at: Date;
}

/** The channel that is published to when a driver's log has grown. */
export function offerChannel(driverId: string): string {
  return `driver-offers:${driverId}`;
}

/** What a cursor of this log is of. */
export function offerLogSubject(driverId: string): string {
  return `driver-offers:${driverId}`;
}

/** Events of a driver after a sequence, in order. */
export async function readOfferLog(
  client: Client,
  driverId: string,
  after: number,
  limit: number,
): Promise<OfferEvent[]> {
  const { rows } = await client.query<LogRow>({ ...readAfter, values: [driverId, after, limit] });
  return rows.map((row) => ({
    sequence: row.sequence,
    status: row.event_status,
    occurredAt: domainInstant(row.occurred_at.getTime()),
    offer: toOffer(row),
  }));
}

/** The sequence after which a new subscriber begins: just before the open offer, else at the end. */
export async function sequenceBeforeOpenOffer(client: Client, driverId: string): Promise<number> {
  const { rows } = await client.query<{ sequence: number }>({ ...beginning, values: [driverId] });
  return rows[0]?.sequence ?? 0;
}
