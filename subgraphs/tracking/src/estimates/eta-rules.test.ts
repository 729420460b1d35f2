import { describe, expect, test } from '@jest/globals';
import { domainInstant, plusMs, travelMs } from '@tiffin/kernel';
import fc from 'fast-check';
import { etaPolicy } from '../policy.ts';
import { estimateArrival, isOutdated, type EtaBasis } from './eta-rules.ts';

const NOW = domainInstant(Date.UTC(2026, 0, 5, 19));
const MINUTE_MS = 60_000;
const PICK_UP = { latitude: 4.65, longitude: -74.06 };
const DROP_OFF = { latitude: 4.67, longitude: -74.05 };
const FAR = { latitude: 4.6, longitude: -74.1 };
const WAY_MS = Math.round(travelMs(PICK_UP, DROP_OFF, 'BICYCLE'));

function basis(more: Partial<EtaBasis> = {}): EtaBasis {
  return {
    status: 'PREPARING',
    pickedUp: false,
    readyAt: plusMs(NOW, 10 * MINUTE_MS),
    pickUp: PICK_UP,
    dropOff: DROP_OFF,
    vehicle: 'BICYCLE',
    driver: PICK_UP,
    ...more,
  };
}
const leftMs = (of: EtaBasis) => estimateArrival(of, NOW)!.at - NOW;

describe('an estimate of arrival', () => {
  test('is cooking then the way, when the driver is there first', () => {
    expect(leftMs(basis())).toBe(10 * MINUTE_MS + WAY_MS);
  });

  test('is the driver’s way then the way, when the food is ready first', () => {
    const toRestaurantMs = travelMs(FAR, PICK_UP, 'BICYCLE');
    expect(toRestaurantMs).toBeGreaterThan(10 * MINUTE_MS);
    expect(leftMs(basis({ driver: FAR }))).toBeCloseTo(toRestaurantMs + WAY_MS, -1);
    expect(leftMs(basis({ status: 'READY', driver: PICK_UP }))).toBe(WAY_MS);
  });

  test('is what is left of the way, once the food is on it', () => {
    const onTheWay = basis({ status: 'EN_ROUTE', pickedUp: true, driver: DROP_OFF });
    expect(leftMs(onTheWay)).toBe(0);
    expect(leftMs({ ...onTheWay, driver: null })).toBe(WAY_MS);
  });

  test('is the kitchen’s for an order its customer fetches, and none after the end', () => {
    expect(leftMs(basis({ dropOff: null, vehicle: null, driver: null }))).toBe(10 * MINUTE_MS);
    for (const status of ['DELIVERED', 'CANCELLED', 'REJECTED']) {
      expect(estimateArrival(basis({ status }), NOW)).toBeNull();
    }
  });

  const place = fc.record({
    latitude: fc.double({ min: 4.5, max: 4.8, noNaN: true }),
    longitude: fc.double({ min: -74.2, max: -74, noNaN: true }),
  });
  const anyBasis: fc.Arbitrary<EtaBasis> = fc.record({
    status: fc.constantFrom('PLACED', 'CONFIRMED', 'PREPARING', 'READY', 'PICKED_UP', 'EN_ROUTE'),
    pickedUp: fc.boolean(),
    readyAt: fc.option(
      fc.integer({ min: -3_600_000, max: 7_200_000 }).map((ms) => plusMs(NOW, ms)),
    ),
    pickUp: place,
    dropOff: fc.option(place),
    vehicle: fc.option(fc.constantFrom('WALKING', 'BICYCLE', 'MOTORCYCLE', 'CAR')) as fc.Arbitrary<
      EtaBasis['vehicle']
    >,
    driver: fc.option(place),
  });

  test('is never in the past, and lies in its band', () => {
    fc.assert(
      fc.property(anyBasis, (of) => {
        const eta = estimateArrival(of, NOW)!;
        expect(eta.at).toBeGreaterThanOrEqual(NOW);
        expect(eta.earliestAt).toBeGreaterThanOrEqual(NOW);
        expect(eta.earliestAt).toBeLessThanOrEqual(eta.at);
        expect(eta.latestAt - eta.at).toBeGreaterThanOrEqual(etaPolicy.minimumMarginMs);
      }),
    );
  });

  test('is never earlier for a longer cooking', () => {
    fc.assert(
      fc.property(anyBasis, fc.nat(3_600_000), (of, more) => {
        fc.pre(of.readyAt !== null);
        const longer = { ...of, readyAt: plusMs(of.readyAt!, more) };
        expect(leftMs(longer)).toBeGreaterThanOrEqual(leftMs(of));
      }),
    );
  });
});

test('is made anew after 100 m, a change of state or of the kitchen’s plan, or 30 s, and not before', () => {
  const made = { basis: basis(), eta: estimateArrival(basis(), NOW) };
  const north = (meters: number) => ({ ...PICK_UP, latitude: PICK_UP.latitude + meters / 111_195 });
  const cases: [EtaBasis, number, boolean][] = [
    [basis(), 29_999, false],
    [basis(), 30_000, true],
    [basis({ driver: north(99) }), 0, false],
    [basis({ driver: north(101) }), 0, true],
    [basis({ driver: null }), 0, true],
    [basis({ status: 'READY' }), 0, true],
    [basis({ pickedUp: true }), 0, true],
    [basis({ readyAt: plusMs(NOW, 11 * MINUTE_MS) }), 0, true],
  ];
  for (const [now, laterMs, outdated] of cases) {
    expect(isOutdated(made, now, plusMs(NOW, laterMs))).toBe(outdated);
  }
});
