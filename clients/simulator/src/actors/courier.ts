import { toRfc3339, uuidv7, type DomainInstant, type GeoPoint, type Vehicle } from '@tiffin/kernel';
import {
  AcceptOfferDocument,
  DriverOffersDocument,
  EndShiftDocument,
  MyActiveDeliveryDocument,
  StartShiftDocument,
  UserErrors,
  type MyActiveDeliveryQuery,
  type TiffinClient,
} from '@tiffin/sdk';
import { persistently } from '../pacing/persistence.ts';
import { sleepMs, sleepUntil } from '../pacing/sleep.ts';
import { command } from './command.ts';
import { deliver } from './delivery.ts';
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
  if (signal.aborted || (endsAt !== null && endsAt <= clock.now())) return;
  const shiftOver = new AbortController();
  const shift = AbortSignal.any([signal, shiftOver.signal]);
  const input = { location, ...(endsAt === null ? {} : { endsAt: toRfc3339(endsAt) }) };
  await command(surroundings, client, StartShiftDocument, { input });
  const courier = new Courier(surroundings, options);
  await courier.resumeDelivery();
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
      if (event.status === 'OPEN') this.#next(() => this.#take(event.offer.id));
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

  /** Goes on with a delivery that an interruption left under way. */
  async resumeDelivery(): Promise<void> {
    const { client } = this.#options;
    const { signal } = this.#surroundings;
    const ask = () => client.request(MyActiveDeliveryDocument, {});
    const { myActiveDelivery } = await persistently(ask, { signal });
    if (!myActiveDelivery?.dropOff) return;
    this.location = myActiveDelivery.pickUp;
    this.#next(() => this.#deliver(myActiveDelivery));
  }

  /** One thing after the other: an offer may come before the answer to the last delivery's end. */
  #next(work: () => Promise<void>): void {
    const { tally, signal } = this.#surroundings;
    const before = this.#delivery ?? Promise.resolve();
    const delivery = before.then(work).catch((error: unknown) => {
      if (!signal.aborted) tally.error(error, 'courier');
    });
    this.#delivery = delivery;
    void delivery.then(() => {
      if (this.#delivery === delivery) this.#delivery = undefined;
    });
  }

  async #take(offerId: string): Promise<void> {
    const { tally } = this.#surroundings;
    const input = { idempotencyKey: uuidv7(), offerId };
    try {
      const accepted = await command(
        this.#surroundings,
        this.#options.client,
        AcceptOfferDocument,
        { input },
      );
      await this.#deliver(accepted.acceptOffer.delivery);
    } catch (error) {
      if (!(error instanceof UserErrors && error.code === 'OFFER_GONE')) throw error;
      tally.offersMissed += 1;
    }
  }

  async #deliver(delivery: MyActiveDeliveryQuery['myActiveDelivery']): Promise<void> {
    const { client, vehicle, busyIntervalMs } = this.#options;
    if (!delivery?.dropOff) return;
    const { id, status, order, pickUp, dropOff } = delivery;
    await deliver(this.#surroundings, client, this, {
      deliveryId: id,
      status,
      orderId: order.id,
      pickUp,
      dropOff,
      vehicle,
      intervalMs: busyIntervalMs,
    });
  }
}
