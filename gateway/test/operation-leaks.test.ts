import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { post, startFixtureGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import { growthOverLastHalf, heapBytes } from './fixture/heap.ts';

/** More than the gateway keeps prepared; `LEAK_OPERATIONS` makes it longer. */
const OPERATIONS = Number(process.env['LEAK_OPERATIONS'] ?? 6_000);
const AT_ONCE = 20;
const SAMPLES = 10;
/** Growth over the last half of the operations. */
const ALLOWED_GROWTH = 0.02;

let fixture: FixtureGateway;
beforeAll(async () => {
  fixture = await startFixtureGateway();
});
afterAll(() => fixture.close());

test(
  `${OPERATIONS} distinct operations leave nothing behind but the last ones`,
  async () => {
    const { url } = fixture.gateway;
    const samples: number[] = [];
    for (let first = 0; first < OPERATIONS; first += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, (_, index) => {
        const name = `field${String(first + index).padStart(7, '0')}`;
        return post(url, { query: `{ ${name}: ticket(id: "1") { number dish { name } } }` });
      });
      for (const { status, body } of await Promise.all(batch)) {
        expect(status).toBe(200);
        expect(body.errors).toBeUndefined();
      }
      if ((first + AT_ONCE) % (OPERATIONS / SAMPLES) === 0) samples.push(await heapBytes());
    }
    expect(growthOverLastHalf(samples)).toBeLessThan(ALLOWED_GROWTH);
  },
  OPERATIONS * 60,
);
