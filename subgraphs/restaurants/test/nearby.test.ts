import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { distanceMeters, type GeoPoint } from '@tiffin/kernel';
import { countStatements } from './count-statements.ts';
import { newRestaurant, owner, ROUND_THE_CLOCK, squareAround } from './examples.ts';
import { CREATE, NEARBY, SET_MODE, SET_ZONE } from './operations.ts';
import { startRestaurants, type Answer, type StartedRestaurants } from './started-restaurants.ts';

/** Every test looks somewhere else, so that they do not see each other. */
let next = 0;
function somewhere(): GeoPoint {
  next += 1;
  return { latitude: 10 + next * 2, longitude: 20 };
}
const east = ({ latitude, longitude }: GeoPoint, degrees: number): GeoPoint => ({
  latitude,
  longitude: longitude + degrees,
});

/** Friday 2026-11-20, 12:00 UTC, and the clock hardly moves. */
const NOON = { DOMAIN_CLOCK_ANCHOR: '2026-11-20T12:00:00Z', DOMAIN_CLOCK_SPEED: '0.001' };
let restaurants: StartedRestaurants;
beforeAll(async () => {
  const DOMAIN_CLOCK_STARTED_AT = new Date().toISOString();
  restaurants = await startRestaurants({ ...NOON, DOMAIN_CLOCK_STARTED_AT });
});
afterAll(() => restaurants.close());

async function open(name: string, location: GeoPoint, more: object = {}): Promise<string> {
  const deliveryZone = squareAround(location);
  const by = owner();
  const variables = newRestaurant({ name, location, deliveryZone, timeZone: 'UTC', ...more });
  const { data } = await restaurants.ask(CREATE, variables, by);
  return data.createRestaurant.restaurant.id;
}

const search = (variables: object): Promise<Answer> => restaurants.ask(NEARBY, { ...variables });
const names = ({ data }: Answer): string[] =>
  data.restaurantsNearby.edges.map((edge: { node: { name: string } }) => edge.node.name);

describe('restaurants nearby', () => {
  test('come nearest first, with their distance', async () => {
    const near = somewhere();
    await open('second', east(near, 0.01));
    await open('first', east(near, 0.001));
    await open('third', east(near, -0.015));
    const answer = await search({ near });
    expect(names(answer)).toEqual(['first', 'second', 'third']);
    expect(answer.data.restaurantsNearby.edges[1].node.distanceMeters).toBe(
      Math.round(distanceMeters(near, east(near, 0.01))),
    );
  });

  test('deliver there: the outline decides, not the cell', async () => {
    const near = somewhere();
    const place = east(near, 0.005);
    const zone = (reach: number) => ({ deliveryZone: squareAround(place, reach) });
    await open('reaches', place, zone(0.0051));
    await open('just does not', place, zone(0.0049));
    expect(names(await search({ near }))).toEqual(['reaches']);
  });

  test('are found under a new zone and no longer under the old one', async () => {
    const near = somewhere();
    const by = owner();
    const location = east(near, 0.01);
    const variables = newRestaurant({ location, deliveryZone: squareAround(location) });
    const { data } = await restaurants.ask(CREATE, variables, by);
    const restaurantId = data.createRestaurant.restaurant.id;
    const far = squareAround(east(near, 0.15));
    await restaurants.ask(SET_ZONE, { input: { restaurantId, outline: far } }, by);
    expect(names(await search({ near }))).toEqual([]);
    expect(names(await search({ near: east(near, 0.15), radiusMeters: 20_000 }))).toHaveLength(1);
  });

  test('are within the radius', async () => {
    const near = somewhere();
    await open('1.1 km', east(near, 0.01));
    expect(names(await search({ near, radiusMeters: 1_000 }))).toEqual([]);
    expect(names(await search({ near, radiusMeters: 1_200 }))).toEqual(['1.1 km']);
  });

  test('take orders now, by the domain clock, unless all are asked for', async () => {
    const near = somewhere();
    const friday = (opensAt: string, closesAt: string) => ({
      openingHours: [{ dayOfWeek: 5, opensAt, closesAt }],
    });
    await open('lunch', near, friday('11:00', '15:00'));
    await open('dinner', near, friday('18:00', '23:00'));
    await open('Tokyo lunch', near, { ...friday('11:00', '15:00'), timeZone: 'Asia/Tokyo' });
    const by = owner();
    const variables = newRestaurant({
      name: 'paused',
      location: near,
      deliveryZone: squareAround(near),
      openingHours: ROUND_THE_CLOCK,
    });
    const { data } = await restaurants.ask(CREATE, variables, by);
    const restaurantId = data.createRestaurant.restaurant.id;
    await restaurants.ask(SET_MODE, { input: { restaurantId, mode: 'PAUSED' } }, by);

    expect(names(await search({ near }))).toEqual(['lunch']);
    const all = await search({ near, openNow: false });
    expect(names(all).sort()).toEqual(['Tokyo lunch', 'dinner', 'lunch', 'paused']);
    for (const { node } of all.data.restaurantsNearby.edges) {
      expect(node.isOpen).toBe(node.name === 'lunch');
    }
  });

  test('page by page give each once, also those at the same place', async () => {
    const near = somewhere();
    const places = [0, 0, 0, 0.001, 0.001, 0.002, 0.003].map((degrees) => east(near, degrees));
    await Promise.all(places.map((place, index) => open(`r${index}`, place)));
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page += 1) {
      const answer: Answer = await search({ near, first: 2, after });
      seen.push(...names(answer));
      const { hasNextPage, endCursor } = answer.data.restaurantsNearby.pageInfo;
      after = endCursor;
      if (!hasNextPage) break;
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    expect(seen.at(-1)).toBe('r6');
  });

  test('are found behind any number of closed ones', async () => {
    const near = somewhere();
    const closed = Array.from({ length: 12 }, (_, index) =>
      open(`closed ${index}`, east(near, index / 10_000), { openingHours: [] }),
    );
    await Promise.all([...closed, open('far but open', east(near, 0.01))]);
    const answer = await search({ near, first: 1 });
    expect(names(answer)).toEqual(['far but open']);
    expect(answer.data.restaurantsNearby.pageInfo.hasNextPage).toBe(false);
  });

  test('cost one search and one read, however many', async () => {
    const near = somewhere();
    await Promise.all(Array.from({ length: 6 }, (_, index) => open(`n${index}`, near)));
    const statements = await countStatements(async () => {
      expect(names(await search({ near }))).toHaveLength(6);
    });
    expect(statements.filter((text) => text.includes('restaurants.restaurant'))).toHaveLength(2);
  });

  test.each([
    ['BAD_USER_INPUT', { radiusMeters: 99 }],
    ['BAD_USER_INPUT', { radiusMeters: 20_001 }],
    ['BAD_USER_INPUT', { first: 0 }],
    ['BAD_USER_INPUT', { first: 101 }],
    ['BAD_USER_INPUT', { near: { latitude: -91, longitude: 0 } }],
    ['INVALID_CURSOR', { after: 'nonsense' }],
  ])('answer %s to %j', async (code, wrong) => {
    const { errors } = await search({ near: somewhere(), ...wrong });
    expect(errors?.[0]?.extensions.code).toBe(code);
  });
});
