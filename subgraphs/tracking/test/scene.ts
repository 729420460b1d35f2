import { uuidv7 } from '@tiffin/kernel';
import type { Identity } from '@tiffin/service';
import { user, type Answer, type StartedTracking } from './started-tracking.ts';

/** Where a test's restaurant and customer are: Bogotá. */
export const RESTAURANT = { latitude: 4.65, longitude: -74.06 };
export const CUSTOMER = { latitude: 4.66, longitude: -74.05 };

const REPORT = `mutation ($input: ReportPositionsInput!) { reportPositions(input: $input) {
  acceptedCount rejected { index reason } userErrors { code field } } }`;
export const FOLLOW = `subscription ($orderId: ID!, $after: Cursor) { deliveryTracking(orderId: $orderId, after: $after) {
  cursor sequence kind status occurredAt order { id } eta { at earliestAt latestAt computedAt }
  position { driver { id } location { latitude longitude } coarse recordedAt order { id } } } }`;

/** What `deliveryTracking` tells. */
export interface TrackingView {
  readonly cursor: string;
  readonly sequence: number;
  readonly kind: 'STATUS' | 'POSITION';
  readonly status: string;
  readonly eta: { at: string } | null;
  readonly position: {
    location: { latitude: number; longitude: number };
    recordedAt: string;
  } | null;
}

/** A position to report. */
export function at(
  location: { latitude: number; longitude: number },
  recordedAt: number,
  more: object = {},
): object {
  return { location, recordedAt: new Date(recordedAt).toISOString(), accuracyMeters: 8, ...more };
}

/** One order, its customer and its driver, as the contexts around tell of them. */
export class Scene {
  readonly orderId: string;
  readonly customerId: string;
  readonly restaurantId: string;
  readonly driverId = uuidv7();
  readonly deliveryId = uuidv7();
  readonly customer: Identity;
  readonly driver: Identity = user(this.driverId, { roles: ['CUSTOMER', 'DRIVER'] });
  readonly staff: Identity;
  readonly #tracking: StartedTracking;

  /** @param other the scene whose order this one's driver brings instead */
  constructor(tracking: StartedTracking, other?: Scene) {
    this.#tracking = tracking;
    this.orderId = other?.orderId ?? uuidv7();
    this.customerId = other?.customerId ?? uuidv7();
    this.restaurantId = other?.restaurantId ?? uuidv7();
    this.customer = user(this.customerId);
    const memberships = [{ restaurantId: this.restaurantId, role: 'STAFF' as const }];
    this.staff = user(uuidv7(), { roles: ['RESTAURANT_STAFF'], memberships });
  }

  /** The order's next event, named by the state it leads to. */
  async order(...statuses: string[]): Promise<void> {
    for (const status of statuses) {
      const type = `orders.order.${status.toLowerCase()}.v1` as 'orders.order.placed.v1';
      await this.#tracking.orders.tell(type, this.orderId, {
        orderId: this.orderId,
        customerId: this.customerId,
        restaurantId: this.restaurantId,
        mode: 'STANDARD',
        previousStatus: null,
        status,
        actor: 'SYSTEM',
        total: { minor: '5000000', currency: 'COP' },
        ...(['PLACED', 'CONFIRMED', 'PREPARING', 'READY', 'SCHEDULED'].includes(status)
          ? {
              pickUp: RESTAURANT,
              dropOff: CUSTOMER,
              readyAt: status === 'PLACED' ? null : new Date(Date.now() + 600_000).toISOString(),
              promisedAt: new Date(Date.now() + 2_700_000).toISOString(),
              tip: { minor: '0', currency: 'COP' },
            }
          : { driverId: this.driverId }),
      });
    }
  }

  /** The driver begins a shift; waits until positions are taken. */
  async startShift(): Promise<void> {
    await this.#tracking.drivers.tell('drivers.driver.shift_started.v1', this.driverId, {
      driverId: this.driverId,
      vehicle: 'MOTORCYCLE',
      location: RESTAURANT,
    });
    await this.session('on_shift');
  }

  endShift(): Promise<void> {
    const data = { driverId: this.driverId };
    return this.#tracking.drivers.tell('drivers.driver.shift_ended.v1', this.driverId, data);
  }

  /** The delivery's next event; `assigned` waits until positions belong to the order. */
  async delivery(what: 'assigned' | 'picked_up' | 'delivered' | 'failed'): Promise<void> {
    const type = `drivers.delivery.${what}.v1` as const;
    await this.#tracking.drivers.tell(type, this.deliveryId, {
      deliveryId: this.deliveryId,
      orderId: this.orderId,
      restaurantId: this.restaurantId,
      customerId: this.customerId,
      driverId: this.driverId,
      status: what.toUpperCase(),
      vehicle: 'MOTORCYCLE',
      pickUp: RESTAURANT,
      dropOff: CUSTOMER,
      basePay: { minor: '350000', currency: 'COP' },
      earnings: { minor: '350000', currency: 'COP' },
      reason: 'flat tyre',
    });
    if (what === 'assigned') await this.session(`order_id = '${this.orderId}'`);
    if (what === 'delivered' || what === 'failed') await this.session('order_id IS NULL');
  }

  /** Waits until the driver's session is so. */
  async session(condition: string): Promise<void> {
    await eventually(async () => {
      const { rowCount } = await this.#tracking.sql.query(
        `SELECT 1 FROM tracking.driver_session WHERE driver_id = $1 AND ${condition}`,
        [this.driverId],
      );
      return rowCount === 1;
    });
  }

  report(positions: object[], identity: Identity = this.driver): Promise<Answer> {
    return this.#tracking.ask(REPORT, { input: { positions } }, identity);
  }

  follow(identity: Identity = this.customer, after?: string) {
    const variables = { orderId: this.orderId, ...(after ? { after } : {}) };
    return this.#tracking.subscribe(FOLLOW, variables, identity);
  }
}

/** Waits for something that other processes bring about, with a bound. */
export async function eventually(
  condition: () => Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('it did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
