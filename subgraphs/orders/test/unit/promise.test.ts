import { describe, expect, test } from '@jest/globals';
import { domainInstant, travelMs } from '@tiffin/kernel';
import { promise } from '../../src/pricing/promise.ts';

const NOW = domainInstant(Date.UTC(2026, 10, 20, 18));
const MINUTE_MS = 60_000;
const pickUp = { latitude: 4.65, longitude: -74.06 };
const deliverTo = { latitude: 4.66, longitude: -74.05 };
const facts = { now: NOW, preparationMinutes: 20, pickUp, deliverTo, scheduledFor: null } as const;
const onTheWayMs = Math.ceil(travelMs(pickUp, deliverTo, 'MOTORCYCLE'));

describe('what is promised', () => {
  test('express is promised before standard', () => {
    const standard = promise({ ...facts, mode: 'STANDARD' });
    const express = promise({ ...facts, mode: 'EXPRESS' });
    expect(standard.promisedAt).toBe(NOW + 30 * MINUTE_MS + onTheWayMs);
    expect(express.promisedAt).toBeLessThan(standard.promisedAt);
    expect(standard.releaseAt).toBeNull();
  });

  test('what is fetched is promised when the kitchen is done', () => {
    expect(promise({ ...facts, mode: 'PICKUP', deliverTo: null }).promisedAt).toBe(
      NOW + 20 * MINUTE_MS,
    );
  });

  test('a slot is kept by release at slot − preparation − travel', () => {
    const scheduledFor = domainInstant(NOW + 120 * MINUTE_MS);
    expect(promise({ ...facts, mode: 'SCHEDULED', scheduledFor })).toEqual({
      promisedAt: scheduledFor,
      releaseAt: scheduledFor - 20 * MINUTE_MS - onTheWayMs,
    });
  });

  test('a slot too near is released at once', () => {
    const scheduledFor = domainInstant(NOW + 16 * MINUTE_MS);
    expect(promise({ ...facts, mode: 'SCHEDULED', scheduledFor }).releaseAt).toBe(NOW);
  });
});
