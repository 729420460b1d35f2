import { domainClockFromEnv, type GeoPoint } from '@tiffin/kernel';
import { startStack, type Stack } from '@tiffin/local-stack';
import { RegisterDriverDocument, Session, type Role, type TiffinClient } from '@tiffin/sdk';
import {
  administratorEnvironment,
  administratorLogin,
  administratorSession,
  clientFor,
  command,
  openRestaurant,
  Tally,
  type NewRestaurant,
  type OpenRestaurant,
  type Surroundings,
} from '@tiffin/simulator';

/** A whole system of its own for one test file, and an administrator in it. */
export interface Stage {
  stack: Stack;
  surroundings: Surroundings;
  admin: TiffinClient;
  adminSession: Session;
  /** Opens an account. */
  join(name: string, role: Role): Promise<Person>;
  /** Opens a restaurant with an owner of its own. */
  open(restaurant?: Partial<NewRestaurant>): Promise<OpenRestaurant & { owner: Person }>;
  /** Opens a driver's account with a vehicle. */
  hire(name: string): Promise<Person>;
  close(): Promise<void>;
}

/** Somebody with an account. */
export interface Person {
  session: Session;
  client: TiffinClient;
}

/** Where the stage's first restaurant stands; everything else is a few hundred metres away. */
export const CENTRE: GeoPoint = { latitude: 41.1497, longitude: -8.6065 };
export const CURRENCY = 'EUR';

const PASSWORD = 'a password for the stage';
const NOON = '2026-11-02T12:00:00.000Z';

/** A place some metres to the north and east of another. */
export function near(place: GeoPoint, northMeters: number, eastMeters: number): GeoPoint {
  const metersPerDegree = 111_320;
  const shrink = Math.cos((place.latitude * Math.PI) / 180);
  return {
    latitude: place.latitude + northMeters / metersPerDegree,
    longitude: place.longitude + eastMeters / (metersPerDegree * shrink),
  };
}

/**
 * Starts a system whose domain clock stood at noon and runs at `speed`, of separate processes unless it is `colocated`;
 * `env` goes to all of them.
 */
export async function openStage(
  speed: number,
  env: Readonly<Record<string, string>> = {},
  colocated = false,
): Promise<Stage> {
  const login = administratorLogin();
  const stack = await startStack({
    domainClock: { anchor: NOON, speed },
    colocated,
    // The people of a test do in seconds what takes others an afternoon.
    env: { ...administratorEnvironment(login), RATE_LIMITS: 'off', ...env },
  });
  const stop = new AbortController();
  const url = stack.graphqlUrl;
  const clock = domainClockFromEnv(stack.env);
  const surroundings = { url, clock, tally: new Tally(), signal: stop.signal };
  const adminSession = await administratorSession(surroundings, login);
  let people = 0;
  const join = async (name: string, role: Role): Promise<Person> => {
    people += 1;
    const email = `person-${people}@stage.example`;
    const session = await Session.register(url, {
      email,
      password: PASSWORD,
      displayName: name,
      role,
    });
    return { session, client: clientFor(surroundings, session) };
  };
  return {
    stack,
    surroundings,
    admin: clientFor(surroundings, adminSession),
    adminSession,
    join,
    async open(restaurant = {}) {
      const owner = await join('owner', 'RESTAURANT_STAFF');
      const open = await openRestaurant(surroundings, owner.client, owner.session, {
        name: 'Tasca do Palco',
        location: CENTRE,
        address: 'Rua de Fernandes Tomás 500',
        timeZone: 'Europe/Lisbon',
        currency: CURRENCY,
        deliveryZone: [
          near(CENTRE, -5_000, -5_000),
          near(CENTRE, -5_000, 5_000),
          near(CENTRE, 5_000, 5_000),
          near(CENTRE, 5_000, -5_000),
        ],
        dishes: [{ name: 'Francesinha', price: '13.50', extras: [['Egg', '1.00']] }],
        ...restaurant,
      });
      return { ...open, owner };
    },
    async hire(name) {
      const driver = await join(name, 'DRIVER');
      const input = { vehicle: 'MOTORCYCLE' as const };
      await command(surroundings, driver.client, RegisterDriverDocument, { input });
      return driver;
    },
    async close() {
      stop.abort();
      await stack.stop();
    },
  };
}
