import { toRfc3339, uuidv7, type DomainInstant, type GeoPoint, type Vehicle } from '@tiffin/kernel';
import {
  AcceptOfferDocument,
  DriverOffersDocument,
  EndShiftDocument,
  StartShiftDocument,
  UserErrors,
  type TiffinClient,
} from '@tiffin/sdk';
import { sleepMs, sleepUntil } from '../pacing/sleep.ts';
import { command } from './command.ts';
import { deliver, type Job } from './delivery.ts';
import { reportPosition, type Whereabouts } from './drive.ts';
import type { Surroundings } from './surroundings.ts';

/** A driver with a vehicle and a shift. */
export interface CourierOptions {
  client: TiffinClient;
  vehicle: Vehicle;
  /** Where the shift begins. */
  location: GeoPoint;
  startsAt: DomainInstant;
  /** When the shift ends; null for never. */
  endsAt: DomainInstant | null;
  /** Wall milliseconds between positions during a delivery. */
  busyIntervalMs: number;
  /** Wall milliseconds between positions otherwise. */
  idleIntervalMs: number;
}

/** Works one shift: takes every offer, delivers, says where it is. Returns when the shift is over. */
export async function runCourier(surroundings: Surroundings, options: CourierOptions) {
  const { client, startsAt, endsAt, location } = options;
  const { clock, signal } = surroundings;
  await sleepUntil(clock, startsAt, signal);
  if (signal.aborted) return;
  const shiftOver = new AbortController();
  const shift = AbortSignal.any([signal, shiftOver.signal]);
  const input = { location, ...(endsAt === null ? {} : { endsAt: toRfc3339(endsAt) }) };
  await command(surroundings, client, StartShiftDocument, { input });
  const courier = new Courier(surroundings, options);
  const work = courier.takeOffers(shift);
  const idling = courier.reportWhileFree(shift);
  if (endsAt !== null) {
    await sleepUntil(clock, endsAt, signal);
    if (!signal.aborted) await command(surroundings, client, EndShiftDocument, {});
    await courier.finishDelivery();
    shiftOver.abort();
  }
  await Promise.all([work, idling]);
  await client.close();
}

class Courier implements Whereabouts {
  location: GeoPoint;
  readonly #surroundings: Surroundings;
  readonly #options: CourierOptions;
  #delivery: Promise<void> | undefined;

  constructor(surroundings: Surroundings, options: CourierOptions) {
    this.#surroundings = surroundings;
    this.#options = options;
    this.location = options.location;
  }

  async takeOffers(signal: AbortSignal): Promise<void> {
    const { tally } = this.#surroundings;
    const offers = this.#options.client.subscribe(
      DriverOffersDocument,
      { after: null },
      { signal, onInterruption: () => (tally.interruptions += 1) },
    );
    for await (const { driverOffers: event } of offers) {
      if (event.status !== 'OPEN' || this.#delivery) continue;
      this.#delivery = this.#take(event.offer.id)
        .catch((error) => {
          if (!signal.aborted) tally.error(error, 'courier');
        })
        .finally(() => (this.#delivery = undefined));
    }
  }

  async finishDelivery(): Promise<void> {
    await this.#delivery;
  }

  async reportWhileFree(signal: AbortSignal): Promise<void> {
    const { client, idleIntervalMs } = this.#options;
    // Spread over the interval, so that a whole fleet does not report in the same instant.
    await sleepMs(Math.random() * idleIntervalMs, signal);
    while (!signal.aborted) {
      if (!this.#delivery) await reportPosition(this.#surroundings, client, this.location);
      await sleepMs(idleIntervalMs, signal);
    }
  }

  async #take(offerId: string): Promise<void> {
    const { client, vehicle, busyIntervalMs } = this.#options;
    const accepted = await this.#accept(offerId);
    if (!accepted) return;
    const job: Job = { ...accepted, vehicle, intervalMs: busyIntervalMs };
    await deliver(this.#surroundings, client, this, job);
  }

  async #accept(
    offerId: string,
  ): Promise<Pick<Job, 'deliveryId' | 'orderId' | 'pickUp' | 'dropOff'> | null> {
    const { tally } = this.#surroundings;
    const input = { idempotencyKey: uuidv7(), offerId };
    try {
      const data = await command(this.#surroundings, this.#options.client, AcceptOfferDocument, {
        input,
      });
      const { delivery } = data.acceptOffer;
      if (!delivery?.dropOff) return null;
      const { id, order, pickUp, dropOff } = delivery;
      return { deliveryId: id, orderId: order.id, pickUp, dropOff };
    } catch (error) {
      if (!(error instanceof UserErrors)) throw error;
      tally.offersMissed += 1;
      return null;
    }
  }
}
