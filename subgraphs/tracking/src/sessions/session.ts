import { statement } from '@tiffin/database';
import type { Vehicle } from '@tiffin/kernel';
import type { Client } from '../orders/order-statements.ts';
import {
  toTrackedOrder,
  type TrackedOrder,
  type TrackedOrderRow,
} from '../orders/tracked-order.ts';

/** A driver who may report positions. */
export interface DriverSession {
  readonly driverId: string;
  readonly vehicle: Vehicle;
  /** The order being delivered, null for a free driver. */
  readonly order: TrackedOrder | null;
}

const byDriver = statement(
  'tracking.session-by-driver',
  `SELECT s.driver_id AS session_driver_id, s.vehicle AS session_vehicle, o.*
   FROM tracking.driver_session s LEFT JOIN tracking.tracked_order o ON o.order_id = s.order_id
   WHERE s.driver_id = $1 AND (s.on_shift OR s.order_id IS NOT NULL)`,
);

type SessionRow = { session_driver_id: string; session_vehicle: Vehicle } & (
  TrackedOrderRow | { order_id: null }
);

/** The session of a driver, null for one who is neither on shift nor on a delivery. */
export async function readSession(client: Client, driverId: string): Promise<DriverSession | null> {
  const { rows } = await client.query<SessionRow>({ ...byDriver, values: [driverId] });
  const [row] = rows;
  if (!row) return null;
  const order = row.order_id === null ? null : toTrackedOrder(row);
  return { driverId: row.session_driver_id, vehicle: row.session_vehicle, order };
}
