import { uuidv7, type GeoPoint } from '@tiffin/kernel';
import { Session, type TiffinClient } from '@tiffin/sdk';
import { CreateRestaurantDocument, RegisterDriverDocument, ReplaceMenuDocument } from '@tiffin/sdk';
import { command } from '../actors/command.ts';
import { untilMember } from '../actors/membership.ts';
import { clientFor, type Surroundings } from '../actors/surroundings.ts';
import { forEachConcurrently } from '../pacing/concurrency.ts';
import { persistently } from '../pacing/persistence.ts';
import { DAY_CURRENCY, DAY_TIME_ZONE, type RecordedDay } from './day.ts';

/** A restaurant of the day: one for each distinct pick-up point. */
export interface ReplayRestaurant {
  id: string;
  menuItemId: string;
  staff: TiffinClient;
}

/** Everybody the day needs, registered through the public endpoint. */
export interface World {
  /** By pick-up point. */
  restaurants: Map<string, ReplayRestaurant>;
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
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const ALL_HOURS = EVERY_DAY.map((dayOfWeek) => ({
  dayOfWeek,
  opensAt: '00:00',
  closesAt: '24:00',
}));

/** What a dish costs in every restaurant of the day, Colombian pesos. */
const DISH_PRICE = '24900.00';

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
    const email = `${name}-${uuidv7()}@replay.example`;
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
    const restaurant = await openRestaurant(
      surroundings,
      staff,
      `Kitchen ${index + 1}`,
      location,
      zone,
    );
    await untilMember(surroundings, staff, session, restaurant.id);
    world.restaurants.set(key, { ...restaurant, staff });
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

async function openRestaurant(
  surroundings: Surroundings,
  staff: TiffinClient,
  name: string,
  location: GeoPoint,
  deliveryZone: GeoPoint[],
): Promise<{ id: string; menuItemId: string }> {
  const created = await command(surroundings, staff, CreateRestaurantDocument, {
    input: {
      idempotencyKey: uuidv7(),
      name,
      location,
      address: `${location.latitude}, ${location.longitude}`,
      timeZone: DAY_TIME_ZONE,
      currency: DAY_CURRENCY,
      openingHours: ALL_HOURS,
      deliveryZone,
    },
  });
  const restaurantId = created.createRestaurant.restaurant?.id;
  if (!restaurantId) throw new Error('the endpoint created no restaurant and gave no reason');
  const sections = [{ name: 'Platos', items: [{ name: 'Plato del día', price: DISH_PRICE }] }];
  const replaced = await command(surroundings, staff, ReplaceMenuDocument, {
    input: { restaurantId, sections },
  });
  const item = replaced.replaceMenu.restaurant?.menu?.sections[0]?.items[0];
  if (!item) throw new Error('the endpoint wrote no menu and gave no reason');
  return { id: restaurantId, menuItemId: item.id };
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
