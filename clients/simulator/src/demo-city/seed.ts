import type { Vehicle } from '@tiffin/kernel';
import {
  CreateRestaurantDocument,
  RegisterDriverDocument,
  ReplaceMenuDocument,
  RestaurantMenuDocument,
  Session,
  UserErrors,
  type Role,
  type TiffinClient,
} from '@tiffin/sdk';
import { command } from '../actors/command.ts';
import { untilMember } from '../actors/membership.ts';
import { clientFor, type Surroundings } from '../actors/surroundings.ts';
import { forEachConcurrently } from '../pacing/concurrency.ts';
import { persistently } from '../pacing/persistence.ts';
import {
  CITY,
  cityOutline,
  COURIER_VEHICLES,
  CUSTOMER_COUNT,
  RESTAURANTS,
  type DemoRestaurant,
} from './city.ts';

/** A restaurant that was seeded, with what can be ordered there. */
export interface SeededRestaurant {
  id: string;
  staff: TiffinClient;
  /** The menu's items with the options one may add. */
  items: { id: string; optionIds: string[] }[];
}

/** Everybody in the demo city. */
export interface DemoCity {
  restaurants: SeededRestaurant[];
  customers: TiffinClient[];
  couriers: { client: TiffinClient; vehicle: Vehicle }[];
}

const SEEDED_AT_ONCE = 4;
const PREPARATION_MINUTES = 12;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** The e-mail address of a demo account. */
export function demoEmail(name: string): string {
  return `${name}@demo.example`;
}

/** Fills the city through the public endpoint; what is there from an earlier start stays. */
export async function seedDemoCity(
  surroundings: Surroundings,
  password: string,
): Promise<DemoCity> {
  const join = (name: string, displayName: string, role: Role) =>
    enter(surroundings, demoEmail(name), password, displayName, role);
  const city: DemoCity = { restaurants: [], customers: [], couriers: [] };
  await forEachConcurrently(RESTAURANTS, SEEDED_AT_ONCE, async (restaurant, index) => {
    const name = index === 0 ? 'kitchen' : `kitchen-${index + 1}`;
    const session = await join(name, `${restaurant.name} (owner)`, 'RESTAURANT_STAFF');
    city.restaurants[index] = await open(surroundings, session, restaurant);
  });
  await forEachConcurrently(
    Array.from({ length: CUSTOMER_COUNT }),
    SEEDED_AT_ONCE,
    async (_, index) => {
      const name = index === 0 ? 'customer' : `customer-${index + 1}`;
      const session = await join(name, `Customer ${index + 1}`, 'CUSTOMER');
      city.customers[index] = clientFor(surroundings, session);
    },
  );
  await forEachConcurrently(COURIER_VEHICLES, SEEDED_AT_ONCE, async (vehicle, index) => {
    const name = index === 0 ? 'driver' : `driver-${index + 1}`;
    const client = clientFor(surroundings, await join(name, `Courier ${index + 1}`, 'DRIVER'));
    await command(surroundings, client, RegisterDriverDocument, { input: { vehicle } });
    city.couriers[index] = { client, vehicle };
  });
  return city;
}

/** Registers, or logs in when the account is there from an earlier start. */
async function enter(
  { url, signal }: Surroundings,
  email: string,
  password: string,
  displayName: string,
  role: Role,
): Promise<Session> {
  try {
    return await persistently(() => Session.register(url, { email, password, displayName, role }), {
      signal,
    });
  } catch (error) {
    if (!(error instanceof UserErrors && error.code === 'EMAIL_TAKEN')) throw error;
    return persistently(() => Session.logIn(url, email, password), { signal });
  }
}

async function open(
  surroundings: Surroundings,
  session: Session,
  restaurant: DemoRestaurant,
): Promise<SeededRestaurant> {
  const staff = clientFor(surroundings, session);
  const created = await command(surroundings, staff, CreateRestaurantDocument, {
    input: {
      idempotencyKey: restaurant.key,
      name: restaurant.name,
      description: restaurant.description,
      cuisines: [restaurant.cuisine],
      location: restaurant.location,
      address: restaurant.address,
      timeZone: CITY.timeZone,
      currency: CITY.currency,
      preparationTimeMinutes: PREPARATION_MINUTES,
      openingHours: EVERY_DAY.map((dayOfWeek) => ({
        dayOfWeek,
        opensAt: '00:00',
        closesAt: '24:00',
      })),
      deliveryZone: cityOutline(),
    },
  });
  const id = created.createRestaurant.restaurant?.id;
  if (!id) throw new Error(`${restaurant.name} was not created`);
  await untilMember(surroundings, staff, session, id);
  const known = await persistently(() => staff.request(RestaurantMenuDocument, { id }));
  if (!known.restaurant?.menu?.sections.length)
    await writeMenu(surroundings, staff, id, restaurant);
  const { restaurant: now } = await persistently(() =>
    staff.request(RestaurantMenuDocument, { id }),
  );
  const items = (now?.menu?.sections ?? []).flatMap(({ items: dishes }) =>
    dishes.map((item) => ({
      id: item.id,
      optionIds: item.modifierGroups.flatMap(({ options }) => options.map((option) => option.id)),
    })),
  );
  return { id, staff, items };
}

async function writeMenu(
  surroundings: Surroundings,
  staff: TiffinClient,
  restaurantId: string,
  { dishes }: DemoRestaurant,
): Promise<void> {
  const items = dishes.map(({ name, description, price, extras }) => ({
    name,
    description,
    price,
    modifierGroups:
      extras.length === 0
        ? []
        : [
            {
              name: 'Extras',
              minimum: 0,
              maximum: extras.length,
              options: extras.map(([option, priceDelta]) => ({ name: option, priceDelta })),
            },
          ],
  }));
  const sections = [{ name: 'Menu', items }];
  await command(surroundings, staff, ReplaceMenuDocument, { input: { restaurantId, sections } });
}
