import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectRedis, untilReady } from '@tiffin/events';
import { metricsRegistry } from '@tiffin/telemetry';
import {
  addressSet,
  clientAddress,
  siteOf,
} from '../../src/security/rate-limits/client-address.ts';
import { createRedisLimitStore } from '../../src/security/rate-limits/limit-store.ts';
import { windowOf } from '../../src/security/rate-limits/limit-window.ts';
import { WindowCounters } from '../../src/security/rate-limits/window-counters.ts';
import { silent } from '../fixture/fixture-graph.ts';

describe('windows', () => {
  test('a window begins with the first point and ends whole', () => {
    let now = 0;
    const counters = new WindowCounters(10, () => now);
    expect(counters.spend('a', 2, 1_000)).toEqual({ spent: 2, remainingMs: 1_000 });
    now = 999;
    expect(counters.spend('a', 1, 1_000)).toEqual({ spent: 3, remainingMs: 1 });
    now = 1_000;
    expect(counters.spend('a', 1, 1_000)).toEqual({ spent: 1, remainingMs: 1_000 });
  });

  test('so many are kept, then the oldest gives way', () => {
    const counters = new WindowCounters(2, () => 0);
    for (const key of ['a', 'b', 'c']) counters.spend(key, 1, 1_000);
    expect(counters.size).toBe(2);
    expect(counters.spend('c', 1, 1_000).spent).toBe(2);
    expect(counters.spend('a', 1, 1_000).spent).toBe(1);
  });

  test.each([
    [1, 10, { windowMs: 60_000, quota: 10 }],
    [60, 10, { windowMs: 1_000, quota: 10 }],
    [600, 10, { windowMs: 1_000, quota: 100 }],
    [0.5, 10, { windowMs: 120_000, quota: 10 }],
    [60, 0, { windowMs: 1_000, quota: 0 }],
  ])('at speed %s a minute of %s points', (speed, perMinute, window) => {
    expect(windowOf(perMinute, speed)).toEqual(window);
  });
});

describe('addresses', () => {
  const proxies = addressSet('TRUSTED_PROXIES', ['10.0.0.0/8', '::1']);
  const from = (remoteAddress: string, forwarded?: string): string =>
    clientAddress(
      {
        socket: { remoteAddress },
        headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      } as unknown as IncomingMessage,
      proxies,
    );

  test.each([
    ['203.0.113.9', undefined, '203.0.113.9'],
    ['203.0.113.9', '1.2.3.4', '203.0.113.9'],
    ['10.1.1.1', '1.2.3.4', '1.2.3.4'],
    ['::ffff:10.1.1.1', '6.6.6.6, 1.2.3.4, 10.2.2.2', '1.2.3.4'],
    ['::1', '1.2.3.4, nonsense', '::1'],
    ['10.1.1.1', '10.3.3.3', '10.3.3.3'],
  ])('%s forwarding for %s is %s', (remote, forwarded, expected) => {
    expect(from(remote, forwarded)).toBe(expected);
  });

  test.each([
    ['198.51.100.1', '198.51.100.1'],
    ['2001:db8:0:1::5', '2001:db8:0:1::/64'],
    ['2001:0db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ])('%s belongs to %s', (address, site) => {
    expect(siteOf(address)).toBe(site);
  });

  test.each(['nonsense', '10.0.0.0/40', '1.2.3'])('%s is no address', (entry) => {
    expect(() => addressSet('TRUSTED_PROXIES', [entry])).toThrow('TRUSTED_PROXIES is not valid');
  });
});

describe('limits in Redis', () => {
  const url = process.env['REDIS_URL'] ?? '';
  const prefix = process.env['REDIS_PREFIX'] ?? '';
  const one = connectRedis(url, 'limits-one');
  const other = connectRedis(url, 'limits-other');

  beforeAll(async () => {
    expect(await untilReady(one, 5_000)).toBe(true);
    expect(await untilReady(other, 5_000)).toBe(true);
  });
  afterAll(() => {
    one.disconnect();
    other.disconnect();
  });

  test('gateways count together', async () => {
    const stores = [one, other].map((redis) =>
      createRedisLimitStore(redis, prefix, new WindowCounters(10), silent),
    );
    const standings = await Promise.all(
      Array.from({ length: 20 }, (_, index) => stores[index % 2]?.spend('search:a', 1, 60_000)),
    );
    expect(
      standings.map((standing) => standing?.spent).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
    ).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(standings[0]?.remainingMs).toBeGreaterThan(50_000);
    const { spent } = (await stores[0]?.spend('search:b', 1, 60_000)) ?? {};
    expect(spent).toBe(1);
  });

  test('without Redis each counts for itself, and a metric tells', async () => {
    const away = connectRedis('redis://127.0.0.1:1', 'limits-away');
    try {
      const store = createRedisLimitStore(away, prefix, new WindowCounters(10), silent);
      const before = await fallbackCount();
      expect(await store.spend('a', 1, 60_000)).toMatchObject({ spent: 1 });
      expect(await store.spend('a', 2, 60_000)).toMatchObject({ spent: 3 });
      expect((await fallbackCount()) - before).toBe(2);
    } finally {
      away.disconnect();
    }
  });
});

async function fallbackCount(): Promise<number> {
  const metric = metricsRegistry.getSingleMetric('tiffin_gateway_rate_limit_fallbacks_total');
  return (await metric?.get())?.values[0]?.value ?? 0;
}
