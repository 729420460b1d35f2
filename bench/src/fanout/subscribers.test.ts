import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort, startProcess, waitUntil, type StackProcess } from '@tiffin/local-stack';
import { EMIT_PATH, type Emission } from '../graph/emission.ts';
import { createIdentities, type Identities } from '../identities/identities.ts';
import { Subscribers } from './subscribers.ts';

const ENTRY = join(import.meta.dirname, '../../contestants/broadcast/main.ts');
const SOCKETS = 6;
const START_TIMEOUT_MS = 20_000;

let identities: Identities;
let broadcast: StackProcess;
let origin: string;

beforeAll(async () => {
  identities = await createIdentities(SOCKETS);
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  broadcast = startProcess({
    name: `broadcast-${port}`,
    entry: ENTRY,
    readyUrl: origin,
    env: {
      PORT: String(port),
      JWKS_URL: identities.jwksUrl,
      ACCESS_TOKEN_ISSUER: identities.issuer,
    },
  });
  await broadcast.waitUntilReady(START_TIMEOUT_MS);
}, START_TIMEOUT_MS);

afterAll(async () => {
  await broadcast.stop();
  await identities.close();
});

const emit = (emission: Emission): Promise<unknown> =>
  fetch(origin + EMIT_PATH, { method: 'POST', body: JSON.stringify(emission) });

async function gather(group: string, channels: number): Promise<Subscribers> {
  const subscribers = new Subscribers();
  const url = origin.replace('http', 'ws');
  const { authorizations } = identities;
  await subscribers.follow({ kind: 'open', url, authorizations, group, channels });
  const state = await subscribers.follow({ kind: 'await', sequence: 0, timeoutMs: 5_000 });
  expect(state).toMatchObject({ open: SOCKETS, arrived: SOCKETS, latenciesMs: [] });
  return subscribers;
}

test('every socket of every channel gets each event once, in order', async () => {
  const subscribers = await gather('all', 3);
  for (const sequence of [1, 2]) {
    await emit({ group: 'all', channels: 3, sequence });
    const state = await subscribers.follow({ kind: 'await', sequence, timeoutMs: 5_000 });
    expect(state).toMatchObject({ arrived: SOCKETS, outOfSequence: 0, failures: 0, closed: 0 });
    expect(state.latenciesMs).toHaveLength(SOCKETS);
  }
});

test('an event that never comes and one that comes too early are seen', async () => {
  const subscribers = await gather('some', 2);
  await emit({ group: 'some', channels: 1, sequence: 1 });
  const look = () => subscribers.follow({ kind: 'await', sequence: 1, timeoutMs: 0 });
  const half = SOCKETS / 2;
  expect(await waitUntil(async () => (await look()).arrived === half, 5_000)).toBe(true);
  const more = await subscribers.follow({ kind: 'await', sequence: 1, timeoutMs: 100 });
  expect(more.arrived).toBe(half);
  await emit({ group: 'some', channels: 2, sequence: 2 });
  const all = await subscribers.follow({ kind: 'await', sequence: 2, timeoutMs: 5_000 });
  expect(all).toMatchObject({ arrived: SOCKETS, outOfSequence: SOCKETS / 2 });
});

test('sockets that are closed are counted', async () => {
  const subscribers = await gather('gone', 1);
  await broadcast.kill('SIGKILL');
  let closed = 0;
  await waitUntil(async () => {
    const order = { kind: 'await', sequence: 1, timeoutMs: 0 } as const;
    ({ closed } = await subscribers.follow(order));
    return closed === SOCKETS;
  }, 5_000);
  expect(closed).toBe(SOCKETS);
});
