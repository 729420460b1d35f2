import { statement } from '@tiffin/database';
import { domainInstant, type DomainInstant, type GeoPoint } from '@tiffin/kernel';
import type { Client } from '../orders/order-statements.ts';
import type { LivePosition } from '../positions/live-position.ts';

const insert = statement(
  'tracking.position-insert',
  `INSERT INTO tracking.position (driver_id, recorded_at, latitude, longitude, accuracy_meters, heading_degrees,
     speed_meters_per_second, coarse, order_id)
   SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::float8[], $4::float8[], $5::float8[], $6::float8[],
     $7::float8[], $8::boolean[], $9::uuid[])
   ON CONFLICT DO NOTHING`,
);
const last = statement(
  'tracking.position-last',
  `SELECT latitude, longitude, recorded_at FROM tracking.position
   WHERE driver_id = $1 AND recorded_at > $2 ORDER BY recorded_at DESC LIMIT 1`,
);
const ensure = statement(
  'tracking.position-partitions',
  'SELECT tracking.ensure_position_partitions($1::date, $2::int)',
);
const drop = statement(
  'tracking.position-partitions-drop',
  'SELECT tracking.drop_position_partitions($1::date) AS dropped',
);

/** Writes a batch; a position that is there already stays. */
export async function insertPositions(
  client: Client,
  positions: readonly LivePosition[],
): Promise<void> {
  const column = <Value>(of: (position: LivePosition) => Value) => positions.map(of);
  await client.query({
    ...insert,
    values: [
      column(({ driverId }) => driverId),
      column(({ recordedAt }) => new Date(recordedAt)),
      column(({ location }) => location.latitude),
      column(({ location }) => location.longitude),
      column(({ accuracyMeters }) => accuracyMeters),
      column(({ headingDegrees }) => headingDegrees),
      column(({ speedMetersPerSecond }) => speedMetersPerSecond),
      column(({ coarse }) => coarse),
      column(({ orderId }) => orderId),
    ],
  });
}

/** Where a driver was last, if after a domain instant. */
export async function lastInHistory(
  client: Client,
  driverId: string,
  after: DomainInstant,
): Promise<{ location: GeoPoint; recordedAt: DomainInstant } | null> {
  const { rows } = await client.query<{ latitude: number; longitude: number; recorded_at: Date }>({
    ...last,
    values: [driverId, new Date(after)],
  });
  const [row] = rows;
  if (!row) return null;
  const { latitude, longitude, recorded_at } = row;
  return { location: { latitude, longitude }, recordedAt: domainInstant(recorded_at.getTime()) };
}

/** Makes the partitions of some days; `firstDay` as YYYY-MM-DD, UTC. */
export async function ensurePartitions(client: Client, firstDay: string, days: number) {
  await client.query({ ...ensure, values: [firstDay, days] });
}

/** Drops the partitions of the days before one. Returns how many. */
export async function dropPartitionsBefore(client: Client, day: string): Promise<number> {
  const { rows } = await client.query<{ dropped: number }>({ ...drop, values: [day] });
  return rows[0]?.dropped ?? 0;
}
