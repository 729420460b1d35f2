import { statement } from '@tiffin/database';
import { domainInstant, type DomainInstant } from '@tiffin/kernel';
import type { Client } from '../transact.ts';
import type { FailedOffer, SearchingDelivery } from './searching-delivery.ts';

const searching = statement(
  'drivers.dispatch-searching',
  `SELECT d.id, d.pick_up_latitude, d.pick_up_longitude, d.distance_meters, d.express, d.created_at,
     d.expected_ready_at, d.ready_at, d.escalated, coalesce(o.failed, '[]') AS failed
   FROM drivers.delivery d
   LEFT JOIN LATERAL (
     SELECT json_agg(json_build_object('driverId', driver_id, 'status', status,
       'endedAt', extract(epoch FROM ended_at) * 1000)) AS failed
     FROM drivers.offer WHERE delivery_id = d.id AND status IN ('DECLINED', 'EXPIRED')
   ) o ON true
   WHERE d.stage = 'SEARCHING'
   ORDER BY coalesce(d.ready_at, d.expected_ready_at), d.id LIMIT $1`,
);
const markEscalated = statement(
  'drivers.dispatch-escalate',
  `UPDATE drivers.delivery SET escalated = true WHERE id = ANY($1::uuid[]) AND NOT escalated
   RETURNING id`,
);

interface SearchingRow {
  id: string;
  pick_up_latitude: number;
  pick_up_longitude: number;
  distance_meters: number;
  express: boolean;
  created_at: Date;
  expected_ready_at: Date;
  ready_at: Date | null;
  escalated: boolean;
  failed: { driverId: string; status: FailedOffer['status']; endedAt: number }[];
}

/** The deliveries that look for a driver, at most `limit`, those whose food is due first. */
export async function searchingDeliveries(
  client: Client,
  limit: number,
): Promise<SearchingDelivery[]> {
  const { rows } = await client.query<SearchingRow>({ ...searching, values: [limit] });
  return rows.map((row) => ({
    id: row.id,
    pickUp: { latitude: row.pick_up_latitude, longitude: row.pick_up_longitude },
    distanceMeters: row.distance_meters,
    express: row.express,
    createdAt: instant(row.created_at),
    expectedReadyAt: instant(row.expected_ready_at),
    readyAt: row.ready_at === null ? null : instant(row.ready_at),
    escalated: row.escalated,
    failedOffers: row.failed.map(({ driverId, status, endedAt }) => ({
      driverId,
      status,
      endedAt: domainInstant(endedAt),
    })),
  }));
}

/** Notes that operators are told of these searches. Returns those they had not been told of. */
export async function escalate(client: Client, deliveryIds: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({ ...markEscalated, values: [deliveryIds] });
  return rows.map(({ id }) => id);
}

function instant(date: Date): DomainInstant {
  return domainInstant(date.getTime());
}
