import { uuidv7, type GeoPoint } from '@tiffin/kernel';
import { RegisterDriverDocument, Session, type TiffinClient } from '@tiffin/sdk';
import { command } from '../actors/command.ts';
import { openRestaurant, type OpenRestaurant } from '../actors/restaurateur.ts';
import { clientFor, type Surroundings } from '../actors/surroundings.ts';
import { forEachConcurrently } from '../pacing/concurrency.ts';
import { persistently } from '../pacing/persistence.ts';
import { DAY_CURRENCY, DAY_TIME_ZONE, type RecordedDay } from './day.ts';

/** Everybody the day needs, registered through the public endpoint. */
export interface World {
  /** One for each distinct pick-up point, by that point. */
  restaurants: Map<string, OpenRestaurant>;
  /** By drop-off point. */
  customers: Map<string, TiffinClient>;
  /** By the courier's id in the recording. */
  couriers: Map<string, TiffinClient>;
}

/** Enough to keep both sides of the endpoint busy, and few enough for a small machine. */
const REGISTRATIONS_AT_ONCE = 6;

/** Degrees added around a restaurant's drop-off points, about 1 km. */
const ZONE_MARGIN_DEGREES = 0.01;

const PASSWORD = 'replayed-day-password';

/** What every restaurant of the day cooks; Colombian pesos. */
const DISH = { name: 'Plato del día', price: '24900.00' };

/** A key for a place, the same for the same coordinates. */
export function placeKey({ latitude, longitude }: GeoPoint): string {
  return `${latitude},${longitude}`;
}

/** How many registrations a day needs. */
export function registrationCount(day: RecordedDay): number {
  const places = (pick: (o: RecordedDay['orders'][number]) => GeoPoint) =>
    new Set(day.orders.map((o) => placeKey(pick(o)))).size;
  return places((o) => o.pickUp) + places((o) => o.dropOff) + day.couriers.length;
}

/** Registers everybody. `onProgress` is told after each registration. */
export async function buildWorld(
  surroundings: Surroundings,
  day: RecordedDay,
  onProgress: () => void,
): Promise<World> {
  const world: World = { restaurants: new Map(), customers: new Map(), couriers: new Map() };
  const join = async (name: string, role: 'CUSTOMER' | 'DRIVER' | 'RESTAURANT_STAFF') => {
    const email = `${uuidv7()}@replay.example`;
    const input = { email, password: PASSWORD, displayName: name, role };
    const { url, signal } = surroundings;
    return persistently(() => Session.register(url, input), { signal });
  };
  const dropOffs = Map.groupBy(day.orders, (order) => placeKey(order.pickUp));
  await forEachConcurrently([...dropOffs], REGISTRATIONS_AT_ONCE, async ([key, orders], index) => {
    const session = await join(`Kitchen ${index + 1}`, 'RESTAURANT_STAFF');
    const location = (orders[0] as (typeof orders)[number]).pickUp;
    const zone = zoneAround(
      orders.map((order) => order.dropOff),
      location,
    );
    const staff = clientFor(surroundings, session);
    const restaurant = await openRestaurant(surroundings, staff, session, {
      name: `Kitchen ${index + 1}`,
      location,
      address: placeKey(location),
      timeZone: DAY_TIME_ZONE,
      currency: DAY_CURRENCY,
      deliveryZone: zone,
      dishes: [DISH],
    });
    world.restaurants.set(key, restaurant);
    onProgress();
  });
  const homes = new Set(day.orders.map((order) => placeKey(order.dropOff)));
  await forEachConcurrently([...homes], REGISTRATIONS_AT_ONCE, async (home, index) => {
    const session = await join(`Customer ${index + 1}`, 'CUSTOMER');
    world.customers.set(home, clientFor(surroundings, session));
    onProgress();
  });
  await forEachConcurrently(day.couriers, REGISTRATIONS_AT_ONCE, async ({ id, vehicle }) => {
    const client = clientFor(surroundings, await join(`Courier ${id}`, 'DRIVER'));
    await command(surroundings, client, RegisterDriverDocument, { input: { vehicle } });
    world.couriers.set(id, client);
    onProgress();
  });
  return world;
}

/** A box around some places. */
function zoneAround(places: GeoPoint[], location: GeoPoint): GeoPoint[] {
  const latitudes = [...places, location].map((place) => place.latitude);
  const longitudes = [...places, location].map((place) => place.longitude);
  const south = Math.min(...latitudes) - ZONE_MARGIN_DEGREES;
  const north = Math.max(...latitudes) + ZONE_MARGIN_DEGREES;
  const west = Math.min(...longitudes) - ZONE_MARGIN_DEGREES;
  const east = Math.max(...longitudes) + ZONE_MARGIN_DEGREES;
  return [
    { latitude: south, longitude: west },
    { latitude: south, longitude: east },
    { latitude: north, longitude: east },
    { latitude: north, longitude: west },
  ];
}
