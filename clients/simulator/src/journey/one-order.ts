import { distanceMeters, toRfc3339, uuidv7, type GeoPoint } from '@tiffin/kernel';
import {
  PlaceOrderDocument,
  QuoteOrderDocument,
  RegisterDriverDocument,
  Session,
  TrackingScreenDocument,
  type Role,
  type TrackingScreenSubscription,
} from '@tiffin/sdk';
import { command } from '../actors/command.ts';
import { runCourier } from '../actors/courier.ts';
import { runKitchen } from '../actors/kitchen.ts';
import { openRestaurant } from '../actors/restaurateur.ts';
import { clientFor, type Surroundings } from '../actors/surroundings.ts';
import { LIFE_OF_AN_ORDER, type JourneyEvent } from './expectations.ts';

export const CURRENCY = 'EUR';
const COOKING_MS = 8 * 60_000;
const POSITION_INTERVAL_MS = 200;
const PASSWORD = 'journey-password';
const RESTAURANT: GeoPoint = { latitude: 41.1497, longitude: -8.6065 };
const HOME: GeoPoint = { latitude: 41.1602, longitude: -8.6285 };
const COURIER_STARTS: GeoPoint = { latitude: 41.1431, longitude: -8.6219 };
const ZONE: GeoPoint[] = [
  { latitude: 41.1, longitude: -8.7 },
  { latitude: 41.1, longitude: -8.5 },
  { latitude: 41.2, longitude: -8.5 },
  { latitude: 41.2, longitude: -8.7 },
];

/**
 * Registers a cook, a courier and a customer, and follows one order from the basket to the doorstep.
 * Throws an error that says how far it got when the signal ends it before.
 */
export async function oneOrder(
  surroundings: Surroundings,
  say: (text: string) => void,
): Promise<JourneyEvent[]> {
  const join = async (name: string, role: Role) => {
    const email = `${name}@journey.example`;
    const input = { email, password: PASSWORD, displayName: name, role };
    const session = await Session.register(surroundings.url, input);
    return { session, client: clientFor(surroundings, session) };
  };
  say('registering a cook, a courier and a customer');
  const cook = await join('cook', 'RESTAURANT_STAFF');
  const courier = await join('courier', 'DRIVER');
  const customer = await join('customer', 'CUSTOMER');
  const { id: restaurantId, items } = await openRestaurant(
    surroundings,
    cook.client,
    cook.session,
    {
      name: 'Tasca da Viagem',
      location: RESTAURANT,
      address: 'Rua de Fernandes Tomás 500',
      timeZone: 'Europe/Lisbon',
      currency: CURRENCY,
      deliveryZone: ZONE,
      dishes: [{ name: 'Francesinha', price: '13.50' }],
    },
  );
  await command(surroundings, courier.client, RegisterDriverDocument, {
    input: { vehicle: 'MOTORCYCLE' },
  });
  const mind = (work: Promise<void>) =>
    void work.catch((error: unknown) => {
      if (!surroundings.signal.aborted) say(`went wrong: ${String(error)}`);
    });
  const planFor = () => ({ startsAt: null, durationMs: COOKING_MS });
  mind(runKitchen(surroundings, { client: cook.client, restaurantId, planFor }));
  mind(
    runCourier(surroundings, {
      client: courier.client,
      vehicle: 'MOTORCYCLE',
      location: COURIER_STARTS,
      startsAt: surroundings.clock.now(),
      endsAt: null,
      busyIntervalMs: POSITION_INTERVAL_MS,
      idleIntervalMs: POSITION_INTERVAL_MS,
    }),
  );
  say(`ordering, ${Math.round(distanceMeters(RESTAURANT, HOME))} m from the restaurant`);
  const quoted = await command(surroundings, customer.client, QuoteOrderDocument, {
    input: {
      restaurantId,
      lines: items.map(({ id }) => ({ menuItemId: id, quantity: 2 })),
      mode: 'STANDARD',
      deliverTo: HOME,
      deliveryAddress: 'Rua da Boavista 1',
      tip: '2.00',
    },
  });
  const placed = await command(surroundings, customer.client, PlaceOrderDocument, {
    input: {
      idempotencyKey: uuidv7(),
      quoteToken: quoted.quoteOrder.quote?.token ?? '',
      paymentMethod: 'pm_card_visa',
    },
  });
  const order = placed.placeOrder.order;
  if (!order) throw new Error('the order was not placed');
  say(`following order ${order.number}`);
  const events: JourneyEvent[] = order.history.map(({ sequence, status }) => ({
    kind: 'STATUS',
    sequence,
    status,
    screen: null,
  }));
  const after = order.history.at(-1)?.cursor ?? null;
  const { signal } = surroundings;
  const variables = { orderId: order.id, after };
  for await (const data of customer.client.subscribe(TrackingScreenDocument, variables, {
    signal,
  })) {
    events.push(eventOf(data));
    const { kind, status, occurredAt } = data.deliveryTracking;
    if (kind === 'STATUS') say(`${occurredAt} ${status}`);
  }
  if (signal.aborted) {
    const last = LIFE_OF_AN_ORDER.findLast((s) => events.some(({ status }) => status === s));
    throw new Error(
      `the order got no further than ${last} by ${toRfc3339(surroundings.clock.now())}`,
    );
  }
  return events;
}

function eventOf({ deliveryTracking: event }: TrackingScreenSubscription): JourneyEvent {
  return { kind: event.kind, sequence: event.sequence, status: event.status, screen: event.order };
}
