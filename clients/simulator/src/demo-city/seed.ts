import type { Vehicle } from '@tiffin/kernel';
import {
  RegisterDriverDocument,
  Session,
  UserErrors,
  type Role,
  type TiffinClient,
} from '@tiffin/sdk';
import { command } from '../actors/command.ts';
import { openRestaurant, type OpenRestaurant } from '../actors/restaurateur.ts';
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

/** Everybody in the demo city. */
export interface DemoCity {
  restaurants: OpenRestaurant[];
  customers: TiffinClient[];
  couriers: { client: TiffinClient; vehicle: Vehicle }[];
}

const SEEDED_AT_ONCE = 4;
const PREPARATION_MINUTES = 12;

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

function open(
  surroundings: Surroundings,
  session: Session,
  { key, cuisine, ...restaurant }: DemoRestaurant,
): Promise<OpenRestaurant> {
  return openRestaurant(surroundings, clientFor(surroundings, session), session, {
    ...restaurant,
    idempotencyKey: key,
    cuisines: [cuisine],
    timeZone: CITY.timeZone,
    currency: CITY.currency,
    preparationTimeMinutes: PREPARATION_MINUTES,
    deliveryZone: cityOutline(),
  });
}
