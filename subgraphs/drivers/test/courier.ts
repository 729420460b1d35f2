import { randomUUID } from 'node:crypto';
import { uuidv7 } from '@tiffin/kernel';
import type { Identity } from '@tiffin/service';
import { RESTAURANT } from './orders-outbox.ts';
import { user, type Answer, type StartedDrivers } from './started-drivers.ts';

const DELIVERY = `delivery { id status ready assignedAt pickedUpAt deliveredAt dropOff { latitude }
  driver { id availability } order { id } } userErrors { code message field }`;

/** Commands on a delivery, by their names in the graph. */
export type DeliveryCommandName =
  | 'arriveAtRestaurant'
  | 'confirmPickUp'
  | 'startDropOff'
  | 'arriveAtCustomer'
  | 'completeDelivery'
  | 'failDelivery';

const INPUT_OF: Record<DeliveryCommandName, string> = {
  arriveAtRestaurant: 'DeliveryCommandInput',
  confirmPickUp: 'DeliveryCommandInput',
  startDropOff: 'DeliveryCommandInput',
  arriveAtCustomer: 'DeliveryCommandInput',
  completeDelivery: 'CompleteDeliveryInput',
  failDelivery: 'FailDeliveryInput',
};

export const OFFERS = `subscription ($after: Cursor) { driverOffers(after: $after) {
  cursor sequence status occurredAt
  offer { id status expiresAt distanceToPickUpMeters pay { amount currency }
    delivery { id distanceMeters pickUp { latitude longitude } dropOff { latitude } order { id } } } } }`;

/** A driver of a test, doing everything through the graph. */
export class Courier {
  readonly id = uuidv7();
  readonly identity: Identity = user(this.id, { roles: ['CUSTOMER', 'DRIVER'] });
  readonly #drivers: StartedDrivers;

  constructor(drivers: StartedDrivers) {
    this.#drivers = drivers;
  }

  ask(operation: string, variables: object = {}): Promise<Answer> {
    return this.#drivers.ask(operation, variables, this.identity);
  }

  register(vehicle = 'MOTORCYCLE'): Promise<Answer> {
    return this.ask(
      `mutation ($input: RegisterDriverInput!) { registerDriver(input: $input) {
         driver { id vehicle availability account { id } } userErrors { code } } }`,
      { input: { vehicle } },
    );
  }

  startShift(location = RESTAURANT, endsAt: string | null = null): Promise<Answer> {
    return this.ask(
      `mutation ($input: StartShiftInput!) { startShift(input: $input) {
         driver { id availability } userErrors { code field } } }`,
      { input: { location, endsAt } },
    );
  }

  endShift(): Promise<Answer> {
    return this.ask(`mutation { endShift { driver { availability } userErrors { code } } }`);
  }

  answer(
    what: 'acceptOffer' | 'declineOffer',
    offerId: string,
    idempotencyKey: string = randomUUID(),
  ): Promise<Answer> {
    return this.ask(
      `mutation ($input: OfferCommandInput!) { ${what}(input: $input) { ${DELIVERY} } }`,
      { input: { offerId, idempotencyKey } },
    );
  }

  command(
    name: DeliveryCommandName,
    deliveryId: string,
    more: object = {},
    idempotencyKey: string = randomUUID(),
  ): Promise<Answer> {
    return this.ask(
      `mutation ($input: ${INPUT_OF[name]}!) { ${name}(input: $input) { ${DELIVERY} } }`,
      { input: { deliveryId, idempotencyKey, ...more } },
    );
  }

  /** The next offers as they come; close it with `return()`. */
  offers(after?: string) {
    return this.#drivers.subscribe(OFFERS, after ? { after } : {}, this.identity);
  }

  /** The offer that is open now or comes next. */
  async nextOffer(): Promise<OfferView> {
    const events = await this.offers();
    for await (const { data, errors } of events) {
      if (errors) throw new Error(JSON.stringify(errors));
      const event = data?.['driverOffers'] as OfferEventView;
      if (event.status === 'OPEN') return event.offer;
    }
    throw new Error('the subscription ended without an offer');
  }
}

export interface OfferView {
  readonly id: string;
  readonly status: string;
  readonly pay: { amount: string; currency: string };
  readonly delivery: { id: string; dropOff: unknown; order: { id: string } };
}

export interface OfferEventView {
  readonly cursor: string;
  readonly sequence: number;
  readonly status: string;
  readonly offer: OfferView;
}

/** A registered driver on shift. */
export async function courierOnShift(
  drivers: StartedDrivers,
  { vehicle = 'MOTORCYCLE', location = RESTAURANT } = {},
): Promise<Courier> {
  const courier = new Courier(drivers);
  await courier.register(vehicle);
  await courier.startShift(location);
  return courier;
}
