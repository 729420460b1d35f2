import { describe, expect, test } from '@jest/globals';
import { domainInstant, plusMs, travelMs } from '@tiffin/kernel';
import fc from 'fast-check';
import { dispatchPolicy, giveUpPolicy, offerPolicy, searchSteps } from '../policy.ts';
import { planOffers } from './plan-offers.ts';
import type { FreeDriver, SearchingDelivery } from './searching-delivery.ts';

const NOW = domainInstant(Date.UTC(2026, 0, 5, 19));
const MINUTE_MS = 60_000;
const HERE = { latitude: 4.65, longitude: -74.06 };
/** About a kilometre to the north for each step. */
const north = (kilometers: number) => ({ ...HERE, latitude: HERE.latitude + kilometers / 111.2 });

function delivery(id: string, more: Partial<SearchingDelivery> = {}): SearchingDelivery {
  return {
    id,
    pickUp: HERE,
    distanceMeters: 1_000,
    express: false,
    createdAt: NOW,
    expectedReadyAt: NOW,
    readyAt: null,
    failedOffers: [],
    escalated: false,
    ...more,
  };
}

function driver(id: string, more: Partial<FreeDriver> = {}): FreeDriver {
  return { id, vehicle: 'MOTORCYCLE', location: HERE, shiftEndsAt: null, ...more };
}

const pairs = (deliveries: SearchingDelivery[], drivers: FreeDriver[], now = NOW) =>
  planOffers(deliveries, drivers, now).offers.map((offer) => [offer.deliveryId, offer.driver.id]);

describe('who is offered what', () => {
  test('the nearest driver by travel time, not by distance', () => {
    const walker = driver('walker', { vehicle: 'WALKING', location: north(0.8) });
    const rider = driver('rider', { location: north(2) });
    expect(pairs([delivery('a')], [walker, rider])).toEqual([['a', 'rider']]);
  });

  test('the lowest slack chooses first', () => {
    const ready = delivery('ready', { readyAt: NOW });
    const soon = delivery('soon', { expectedReadyAt: plusMs(NOW, MINUTE_MS) });
    const near = driver('near', { location: north(0.2) });
    const far = driver('far', { location: north(3) });
    expect(pairs([soon, ready], [far, near])).toEqual([
      ['ready', 'near'],
      ['soon', 'far'],
    ]);
  });

  test('express goes before what is a little more urgent', () => {
    const plain = delivery('plain', { expectedReadyAt: NOW });
    const express = delivery('express', {
      express: true,
      expectedReadyAt: plusMs(NOW, 2 * MINUTE_MS),
    });
    expect(pairs([plain, express], [driver('only')])).toEqual([['express', 'only']]);
  });

  test('a driver who would stand at the restaurant is not sent yet, but is in time', () => {
    const expectedReadyAt = plusMs(NOW, 20 * MINUTE_MS);
    const cooking = delivery('cooking', { expectedReadyAt });
    const far = driver('far', { location: north(4) });
    expect(pairs([cooking], [far])).toEqual([]);
    const wayMs = travelMs(far.location, HERE, far.vehicle);
    const due = plusMs(expectedReadyAt, -wayMs - dispatchPolicy.earlyArrivalMs);
    expect(pairs([cooking], [far], due)).toEqual([['cooking', 'far']]);
  });

  test('the last driver whose shift would be over by then is sent at once', () => {
    const cooking = delivery('cooking', { expectedReadyAt: plusMs(NOW, 20 * MINUTE_MS) });
    const leaving = driver('leaving', { shiftEndsAt: plusMs(NOW, 10 * MINUTE_MS) });
    expect(pairs([cooking], [leaving])).toEqual([['cooking', 'leaving']]);
    expect(pairs([cooking], [leaving, driver('staying', { location: north(3) })])).toEqual([]);
  });

  test('nobody whose shift is over, and nobody on foot to the other end of town', () => {
    const gone = driver('gone', { shiftEndsAt: NOW });
    expect(pairs([delivery('a')], [gone])).toEqual([]);
    const walker = driver('walker', { vehicle: 'WALKING' });
    expect(pairs([delivery('a', { distanceMeters: 5_000 })], [walker])).toEqual([]);
  });

  test('who declined is left in peace for a while, and asked again after it', () => {
    const failedOffers = [{ driverId: 'only', status: 'DECLINED' as const, endedAt: NOW }];
    const declined = delivery('a', { failedOffers });
    expect(pairs([declined], [driver('only')], plusMs(NOW, MINUTE_MS))).toEqual([]);
    const later = plusMs(NOW, offerPolicy.declinedRestMs);
    expect(pairs([declined], [driver('only')], later)).toEqual([['a', 'only']]);
  });

  test('the search goes wider, then dearer, then to the operators', () => {
    const failed = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        driverId: `no-${index}`,
        status: 'DECLINED' as const,
        endedAt: NOW,
      }));
    const far = driver('far', { location: north(10) });
    expect(pairs([delivery('a')], [far])).toEqual([]);
    const [, wider, dearer, last] = searchSteps;
    const after = (count: number) =>
      planOffers([delivery('a', { failedOffers: failed(count) })], [far], NOW);
    expect(after(wider!.afterFailedOffers).offers).toMatchObject([{ bonusBasisPoints: 0 }]);
    expect(after(dearer!.afterFailedOffers).offers).toMatchObject([{ bonusBasisPoints: 2_500 }]);
    expect(after(dearer!.afterFailedOffers).escalated).toEqual([]);
    expect(after(last!.afterFailedOffers).escalated).toEqual(['a']);
    const told = delivery('a', { failedOffers: failed(last!.afterFailedOffers), escalated: true });
    expect(planOffers([told], [far], NOW).escalated).toEqual([]);
  });

  test('time alone widens the search as well', () => {
    const far = driver('far', { location: north(10) });
    const waiting = delivery('a', { readyAt: NOW });
    expect(pairs([waiting], [far])).toEqual([]);
    expect(pairs([waiting], [far], plusMs(NOW, 3 * MINUTE_MS))).toEqual([['a', 'far']]);
  });

  test('a search without hope ends, and not a moment before', () => {
    const ready = delivery('a', { readyAt: NOW });
    const atBound = plusMs(NOW, giveUpPolicy.afterReadyMs);
    expect(planOffers([ready], [], atBound).hopeless).toEqual([]);
    expect(planOffers([ready], [], plusMs(atBound, 1)).hopeless).toEqual(['a']);
    const never = delivery('b', { expectedReadyAt: plusMs(NOW, 10 * MINUTE_MS) });
    const due = plusMs(never.expectedReadyAt, giveUpPolicy.afterDueMs);
    expect(planOffers([never], [], due).hopeless).toEqual([]);
    expect(planOffers([never], [], plusMs(due, 1)).hopeless).toEqual(['b']);
  });
});

describe('any plan', () => {
  const place = fc.record({
    latitude: fc.double({ min: 4.6, max: 4.7, noNaN: true }),
    longitude: fc.double({ min: -74.1, max: -74, noNaN: true }),
  });
  const someDelivery = fc.record({
    pickUp: place,
    distanceMeters: fc.integer({ min: 0, max: 20_000 }),
    express: fc.boolean(),
    ageMs: fc.integer({ min: 0, max: 30 * MINUTE_MS }),
    prepMs: fc.integer({ min: 0, max: 40 * MINUTE_MS }),
    isReady: fc.boolean(),
  });
  const someDriver = fc.record({
    location: place,
    vehicle: fc.constantFrom('WALKING', 'BICYCLE', 'MOTORCYCLE', 'CAR') as fc.Arbitrary<
      FreeDriver['vehicle']
    >,
    leftMs: fc.option(fc.integer({ min: -MINUTE_MS, max: 60 * MINUTE_MS })),
  });

  test('gives each driver and each delivery at most once, and leaves no driver idle for a ready delivery he may take', () => {
    fc.assert(
      fc.property(
        fc.array(someDelivery, { maxLength: 15 }),
        fc.array(someDriver, { maxLength: 15 }),
        (wanting, free) => {
          const deliveries = wanting.map(({ ageMs, prepMs, isReady, ...rest }, index) =>
            delivery(`delivery-${index}`, {
              ...rest,
              createdAt: plusMs(NOW, -ageMs),
              expectedReadyAt: plusMs(NOW, prepMs),
              readyAt: isReady ? NOW : null,
            }),
          );
          const drivers = free.map(({ leftMs, ...rest }, index) =>
            driver(`driver-${index}`, {
              ...rest,
              shiftEndsAt: leftMs === null ? null : plusMs(NOW, leftMs),
            }),
          );
          const { offers } = planOffers(deliveries, drivers, NOW);
          expect(new Set(offers.map((offer) => offer.driver.id)).size).toBe(offers.length);
          expect(new Set(offers.map((offer) => offer.deliveryId)).size).toBe(offers.length);
          for (const { driver: taken } of offers) {
            expect(taken.shiftEndsAt === null || taken.shiftEndsAt > NOW).toBe(true);
          }
          const idle = drivers.filter(({ id }) => !offers.some((offer) => offer.driver.id === id));
          const left = deliveries.filter(
            ({ id, readyAt }) =>
              readyAt !== null && !offers.some((offer) => offer.deliveryId === id),
          );
          for (const one of left) expect(planOffers([one], idle, NOW).offers).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('does not depend on the order of what it is made of', () => {
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 8 }),
        fc.array(place, { minLength: 1, maxLength: 8 }),
        (pickUps, places) => {
          const deliveries = pickUps.map((pickUp, index) => delivery(`${index}`, { pickUp }));
          const drivers = places.map((location, index) => driver(`${index}`, { location }));
          const forward = pairs(deliveries, drivers);
          const backward = pairs([...deliveries].reverse(), [...drivers].reverse());
          expect(backward).toEqual(forward);
        },
      ),
    );
  });

  test('for as much as one pass may hold is made in well under a second', () => {
    const deliveries = Array.from({ length: dispatchPolicy.maxDeliveries }, (_, index) =>
      delivery(`delivery-${index}`, { pickUp: north((index % 50) / 10), readyAt: NOW }),
    );
    const drivers = Array.from({ length: dispatchPolicy.maxDrivers }, (_, index) =>
      driver(`driver-${index}`, { location: north((index % 70) / 10) }),
    );
    // Time of the processor: what else the machine does does not count.
    const before = process.cpuUsage();
    expect(planOffers(deliveries, drivers, NOW).offers).toHaveLength(deliveries.length);
    const { user, system } = process.cpuUsage(before);
    const tookMs = (user + system) / 1_000;
    expect(tookMs).toBeLessThan(1_000);
    process.stdout.write(`a full plan took ${Math.round(tookMs)} ms\n`);
  });
});
