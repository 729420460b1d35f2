import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { createServiceClient } from '@tiffin/service';
import { createDriverPositions } from '../src/dispatch/driver-positions.ts';
import { positionPolicy } from '../src/policy.ts';

/** What is tested is not how busy the machine is. */
const PATIENT_MS = 10_000;
const PLACE = { latitude: 4.65, longitude: -74.06 };

/** Tracking at the other end of the wire: knows every driver but those called `lost-…`. */
async function startStandIn() {
  const state = { asked: [] as string[][], isAway: false };
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const { driverIds } = (body as { variables: { driverIds: string[] } }).variables;
      response.statusCode = state.isAway ? 503 : 200;
      if (!state.isAway) state.asked.push(driverIds);
      const lastPositions = driverIds
        .filter((id) => !id.startsWith('lost'))
        .map((id) => ({ driver: { id }, location: PLACE, recordedAt: '2026-01-05T19:00:00.000Z' }));
      response.end(JSON.stringify({ data: { lastPositions } }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = createServiceClient({
    caller: 'drivers',
    url: `http://127.0.0.1:${port}/graphql`,
    identitySecret: 'identity-secret-of-the-tests-0123456789',
    timeoutMs: PATIENT_MS,
  });
  opened.push(async () => {
    await client.close();
    server.close();
  });
  return { state, client };
}

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

test('who was asked about a moment ago is not asked about again, known or not', async () => {
  const { state, client } = await startStandIn();
  let nowMs = 0;
  const positions = createDriverPositions(client, { now: () => nowMs, timeoutMs: PATIENT_MS });
  expect(await positions.of(['a', 'lost-b'])).toEqual(new Map([['a', PLACE]]));
  expect(await positions.of(['a', 'lost-b', 'c'])).toEqual(
    new Map([
      ['a', PLACE],
      ['c', PLACE],
    ]),
  );
  expect(state.asked).toEqual([['a', 'lost-b'], ['c']]);
  nowMs = positionPolicy.freshMs;
  await positions.of(['a', 'c']);
  expect(state.asked.at(-1)).toEqual(['a', 'c']);
});

test('while tracking is away nobody has a place, and it is left alone for a while', async () => {
  const { state, client } = await startStandIn();
  let nowMs = 0;
  const positions = createDriverPositions(client, { now: () => nowMs, timeoutMs: PATIENT_MS });
  state.isAway = true;
  expect(await positions.of(['a'])).toEqual(new Map());
  state.isAway = false;
  expect(await positions.of(['a'])).toEqual(new Map());
  nowMs = positionPolicy.pauseAfterFailureMs;
  expect(await positions.of(['a'])).toEqual(new Map([['a', PLACE]]));
});

test('no question is longer than tracking takes', async () => {
  const { state, client } = await startStandIn();
  const positions = createDriverPositions(client, { now: () => 0, timeoutMs: PATIENT_MS });
  const many = Array.from(
    { length: positionPolicy.maxPerQuestion * 2 + 1 },
    (_, index) => `${index}`,
  );
  expect((await positions.of(many)).size).toBe(many.length);
  expect(state.asked.map((ids) => ids.length)).toEqual([1_000, 1_000, 1]);
});
