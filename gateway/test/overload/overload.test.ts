import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  codeOf,
  post,
  startFixtureGateway,
  type FixtureGateway,
} from '../fixture/fixture-gateway.ts';

const BUSY_MS = 120;
/** More than the samples of a level take, on a slow machine. */
const MAX_ROUNDS = 100;

let folder: string;
let fixture: FixtureGateway;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'overload-'));
  const path = join(folder, 'shedding.json');
  const fields = ['Query.couriers', 'Query.dishes'];
  const levels = [{ name: 'extras', fields, strangers: ['anonymous', 'DRIVER'] }];
  await writeFile(path, JSON.stringify({ levels, never: ['Query.ticket'] }));
  fixture = await startFixtureGateway({ SHEDDING: path, OVERLOAD_DELAY_MS: '60', ADMIN_PORT: '0' });
  ({ url } = fixture.gateway);
});
afterAll(async () => {
  await fixture.close();
  await rm(folder, { recursive: true });
});

const degraded = async (): Promise<string | null> =>
  (await post(url, { query: '{ __typename }' })).headers.get('tiffin-degraded');

/** Keeps the event loop so busy that it is late, until it shows. */
async function overload(): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    for (let turn = 0; turn < 5; turn += 1) {
      const until = performance.now() + BUSY_MS;
      while (performance.now() < until);
      await nextTurn();
    }
    if ((await degraded()) !== null) return;
  }
  throw new Error('the gateway did not notice');
}

test('a busy event loop sheds what is declared, says so, and serves the rest', async () => {
  const extras = '{ dishes { upc } couriers { id } }';
  expect(await degraded()).toBeNull();
  expect((await post(url, { query: extras })).body.errors).toBeUndefined();
  await overload();
  const shed = await post(url, { query: extras });
  expect([shed.status, codeOf(shed)]).toEqual([503, 'SERVICE_UNAVAILABLE']);
  expect(shed.body.errors?.[0].extensions).toMatchObject({
    degraded: 'extras',
    retryAfterMs: 10_000,
  });
  expect(shed.headers.get('tiffin-degraded')).toBe('extras');
  const fragment = '{ ...F } fragment F on Query { ... on Query { dishes { upc } } }';
  expect(codeOf(await post(url, { query: fragment }))).toBe('SERVICE_UNAVAILABLE');
  for (const query of ['{ ticket(id: "1") { id } }', '{ ticket(id: "1") { id } dishes { upc } }']) {
    const served = await post(url, { query });
    expect([served.status, served.body.data.ticket]).toEqual([200, { id: '1' }]);
  }
  const counted = 'tiffin_gateway_shed_total\\{level="extras"\\}';
  const page = await (await fetch(`http://127.0.0.1:${fixture.gateway.adminPort}/metrics`)).text();
  expect(page).toMatch(/^tiffin_gateway_overload_level 1$/m);
  expect(page).toMatch(new RegExp(`^${counted} 2$`, 'm'));
}, 60_000);

test('strangers get nothing but what is never shed; those we know get the rest', async () => {
  const { issuer } = fixture;
  const as = async (...roles: string[]) => ({ authorization: await issuer.bearer({ roles }) });
  const codes = async (query: string): Promise<unknown[]> => {
    const callers = [
      {},
      await as('DRIVER'),
      await as('DRIVER', 'CUSTOMER'),
      await as('CUSTOMER'),
      await as(),
    ];
    // Known to the gateway, so that both ways of an operation are asked.
    await post(url, { query }, await as('CUSTOMER'));
    return Promise.all(callers.map(async (caller) => codeOf(await post(url, { query }, caller))));
  };
  await overload();
  const refused = 'SERVICE_UNAVAILABLE';
  expect(await codes('{ whoami }')).toEqual([refused, refused, undefined, undefined, undefined]);
  expect(await codes('{ ticket(id: "1") { id } }')).toEqual(Array(5).fill(undefined));
  expect(await codes('{ dishes { upc } }')).toEqual(Array(5).fill(refused));
}, 60_000);
