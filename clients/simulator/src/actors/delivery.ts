import { uuidv7, type GeoPoint, type Vehicle } from '@tiffin/kernel';
import {
  ArriveAtCustomerDocument,
  ArriveAtRestaurantDocument,
  CompleteDeliveryDocument,
  ConfirmPickUpDocument,
  StartDropOffDocument,
  UserErrors,
  type DeliveryStatus,
  type TiffinClient,
} from '@tiffin/sdk';
import { sleepMs } from '../pacing/sleep.ts';
import { command } from './command.ts';
import { drive, reportPosition, type Whereabouts } from './drive.ts';
import { OrderWatch } from './order-watch.ts';
import type { Surroundings } from './surroundings.ts';

/** A delivery a courier has accepted. */
export interface Job {
  deliveryId: string;
  /** How far it is; more than ASSIGNED when the courier begins again after an interruption. */
  status: DeliveryStatus;
  orderId: string;
  pickUp: GeoPoint;
  dropOff: GeoPoint;
  vehicle: Vehicle;
  /** Wall milliseconds between positions. */
  intervalMs: number;
}

const STEPS: readonly DeliveryStatus[] = ['ASSIGNED', 'AT_RESTAURANT', 'PICKED_UP', 'AT_CUSTOMER'];

/** The counter may say "ready" a moment before the drivers' side knows; asked again this often. */
const PICK_UP_ATTEMPTS = 200;
const PICK_UP_RETRY_MS = 25;

/** Brings one order from restaurant to customer, or gives up when the order ends before. */
export async function deliver(
  surroundings: Surroundings,
  client: TiffinClient,
  courier: Whereabouts,
  job: Job,
): Promise<void> {
  const watch = new OrderWatch(surroundings, client, job.orderId);
  const signal = AbortSignal.any([surroundings.signal, watch.ended]);
  const input = () => ({ idempotencyKey: uuidv7(), deliveryId: job.deliveryId });
  const travel = (to: GeoPoint) =>
    drive(surroundings, client, courier, to, job.vehicle, job.intervalMs, signal);
  const isBefore = (status: DeliveryStatus) => STEPS.indexOf(job.status) < STEPS.indexOf(status);
  try {
    if (isBefore('AT_RESTAURANT')) {
      if (!(await travel(job.pickUp))) return;
      await command(surroundings, client, ArriveAtRestaurantDocument, { input: input() });
    }
    if (isBefore('PICKED_UP')) {
      await waitAtCounter(surroundings, client, courier, watch, job.intervalMs);
      if (signal.aborted) return;
      await confirmPickUp(surroundings, client, job.deliveryId);
      await command(surroundings, client, StartDropOffDocument, { input: input() });
    }
    if (isBefore('AT_CUSTOMER')) {
      if (!(await travel(job.dropOff))) return;
      await command(surroundings, client, ArriveAtCustomerDocument, { input: input() });
    }
    await command(surroundings, client, CompleteDeliveryDocument, { input: input() });
  } catch (error) {
    // The order ended while a step was on its way.
    const gone = error instanceof UserErrors && error.code === 'INVALID_TRANSITION';
    if (!gone) throw error;
    surroundings.tally.count('courier INVALID_TRANSITION');
  } finally {
    watch.stop();
  }
}

/** Waits for the food, and goes on saying where it is. */
async function waitAtCounter(
  surroundings: Surroundings,
  client: TiffinClient,
  courier: Whereabouts,
  watch: OrderWatch,
  intervalMs: number,
): Promise<void> {
  const waiting = new AbortController();
  const over = AbortSignal.any([surroundings.signal, waiting.signal]);
  const report = async () => {
    await sleepMs(intervalMs, over);
    while (!over.aborted) {
      await reportPosition(surroundings, client, courier.location);
      await sleepMs(intervalMs, over);
    }
  };
  const reporting = report();
  await watch.until('READY');
  waiting.abort();
  await reporting;
}

async function confirmPickUp(
  surroundings: Surroundings,
  client: TiffinClient,
  deliveryId: string,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const input = { idempotencyKey: uuidv7(), deliveryId };
      await command(surroundings, client, ConfirmPickUpDocument, { input });
      return;
    } catch (error) {
      const early = error instanceof UserErrors && error.code === 'NOT_READY';
      if (!early || attempt === PICK_UP_ATTEMPTS || surroundings.signal.aborted) throw error;
      await sleepMs(PICK_UP_RETRY_MS, surroundings.signal);
    }
  }
}
