import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { connectRedis, untilReady } from '@tiffin/events';
import { startRedis, waitUntil, type Redis } from '@tiffin/local-stack';
import { metricsRegistry } from '@tiffin/telemetry';
import { REDIS_KEY_PREFIX } from '../../src/security/rate-limits/rate-limit-policy.ts';
import type { Verdict } from '../../src/security/verdict.ts';
import { breakableLine, type BreakableLine } from '../fixture/breakable-line.ts';
import { limitGateway, type LimitGateway, type Numbers } from '../fixture/limit-gateway.ts';

const prefix = 'limits:';
let server: Redis;
let redis: ReturnType<typeof connectRedis>;
let line: BreakableLine;
const gateways: LimitGateway[] = [];
let count = 0;
const somebody = (): string => `somebody-${(count += 1)}`;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'limits-'));
  server = await startRedis({ logPath: join(folder, 'redis.log') });
  redis = connectRedis(server.url, 'limits-test', 'background');
  expect(await untilReady(redis, 5_000)).toBe(true);
});
beforeEach(async () => {
  line = await breakableLine(server.url);
});
afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
  await line.close();
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

function start(numbers: Numbers): LimitGateway {
  const gateway = limitGateway(numbers, { url: line.url, prefix });
  gateways.push(gateway);
  return gateway;
}

/** Whoever was not seen before can only be judged by asking, unless nobody can be asked. */
const asks = (gateway: LimitGateway) => (): boolean =>
  gateway.check({ user: somebody() }) instanceof Promise;

const told = async (key: string): Promise<number> =>
  Number(await redis.get(`${prefix}${REDIS_KEY_PREFIX}:${key}`));

const isAdmitted = ({ refusal }: Verdict): boolean => refusal === undefined;

async function fallbacks(): Promise<number> {
  const metric = metricsRegistry.getSingleMetric('tiffin_gateway_rate_limit_fallbacks_total');
  return (await metric?.get())?.values[0]?.value ?? 0;
}

async function connected(gateway: LimitGateway): Promise<void> {
  expect(await waitUntil(asks(gateway), 5_000)).toBe(true);
}

async function cutOff(gateway: LimitGateway): Promise<void> {
  line.cut();
  expect(await waitUntil(() => !asks(gateway)(), 5_000)).toBe(true);
}

describe('while Redis is away', () => {
  test('a gateway counts for itself at once, a metric tells, and what was spent is told afterwards', async () => {
    const gateway = start({ cost: 100 });
    await connected(gateway);
    const user = somebody();
    expect(isAdmitted(await gateway.check({ user, cost: 30 }))).toBe(true);
    await cutOff(gateway);
    const before = await fallbacks();
    for (let times = 0; times < 5; times += 1) {
      expect(gateway.check({ user, cost: 10 })).toMatchObject({ refusal: undefined });
    }
    expect(await fallbacks()).toBeGreaterThanOrEqual(before + 4);
    expect(gateway.check({ user, cost: 21 })).toMatchObject({
      refusal: { extensions: { cost: 21 } },
    });
    expect(await told(`cost:user:${user}`)).toBe(30);
    line.restore();
    expect(await waitUntil(async () => (await told(`cost:user:${user}`)) === 80, 5_000)).toBe(true);
    expect(isAdmitted(await gateway.check({ user, cost: 20 }))).toBe(true);
    expect(await told(`cost:user:${user}`)).toBe(100);
  });

  test('somebody new is judged by what this gateway saw', async () => {
    const gateway = start({ classes: { order: 3 } });
    await connected(gateway);
    await cutOff(gateway);
    const user = somebody();
    const order = { user, classes: { order: 1 } };
    for (let times = 0; times < 3; times += 1) {
      expect(gateway.check(order)).toMatchObject({ refusal: undefined });
    }
    expect(gateway.check(order)).toMatchObject({ refusal: { extensions: { limit: 'order' } } });
    line.restore();
    expect(await waitUntil(async () => (await told(`class:order:user:${user}`)) === 3, 5_000)).toBe(
      true,
    );
  });

  test('without an answer what was asked is decided here, and is not told twice', async () => {
    const gateway = start({ cost: 100 });
    await connected(gateway);
    const user = somebody();
    expect(isAdmitted(await gateway.check({ user, cost: 30 }))).toBe(true);
    line.silence();
    expect(isAdmitted(await gateway.check({ user, cost: 30 }))).toBe(true);
    expect(gateway.check({ user, cost: 50 })).toMatchObject({
      refusal: { extensions: { cost: 50 } },
    });
    expect(await told(`cost:user:${user}`)).toBe(60);
    await cutOff(gateway);
    line.restore();
    await connected(gateway);
    expect(isAdmitted(await gateway.check({ user, cost: 40 }))).toBe(true);
    expect(await told(`cost:user:${user}`)).toBe(100);
  });

  test('a Redis that comes back with nothing in it begins all windows anew', async () => {
    const gateway = start({ classes: { order: 3 } });
    await connected(gateway);
    const order = { user: somebody(), classes: { order: 1 } };
    for (let times = 0; times < 2; times += 1) {
      expect(isAdmitted(await gateway.check(order))).toBe(true);
    }
    await server.kill();
    expect(await waitUntil(() => !asks(gateway)(), 5_000)).toBe(true);
    expect(gateway.check(order)).toMatchObject({ refusal: undefined });
    await server.start();
    await connected(gateway);
    expect(await untilReady(redis, 5_000)).toBe(true);
    // The one that was spent in between is the first of the new window.
    const key = `class:order:user:${order.user}`;
    expect(await waitUntil(async () => (await told(key)) === 1, 5_000)).toBe(true);
  });

  test('a stop does not wait for it', async () => {
    const gateway = start({ cost: 1_000 });
    await connected(gateway);
    const user = somebody();
    await gateway.check({ user });
    await cutOff(gateway);
    expect(gateway.check({ user, cost: 50 })).not.toBeInstanceOf(Promise);
    await gateway.close();
    expect(await told(`cost:user:${user}`)).toBe(0);
  });
});
