import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import {
  addressSet,
  clientAddress,
  siteOf,
} from '../../src/security/rate-limits/client-address.ts';
import { windowOf } from '../../src/security/rate-limits/limit-window.ts';

describe('windows', () => {
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
