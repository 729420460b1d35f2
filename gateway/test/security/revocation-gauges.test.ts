import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';
import { startJournalGateway, type FixtureGateway } from '../fixture/fixture-gateway.ts';
import type { JournalGraph } from '../fixture/journal-graph.ts';
import { counted, freshness, readiness, READY } from '../fixture/revocation-gauges.ts';
import {
  revocationEnvironment,
  startRevocationScene,
  WAIT_MS,
} from '../fixture/revocation-scene.ts';
import type { RevocationStream } from '../fixture/revocation-stream.ts';

let redisUrl: string;
let prefix: string;
let stream: RevocationStream;
let fixture: FixtureGateway<JournalGraph>;

beforeEach(async () => {
  ({ redisUrl, prefix, stream, fixture } = await startRevocationScene());
});
afterEach(async () => {
  stream.close();
  await fixture.close();
});

function environment(): Record<string, string> {
  return revocationEnvironment(redisUrl, prefix);
}

test('what is in force is counted, at every look', async () => {
  await fixture.close();
  fixture = await startJournalGateway({ ...environment(), ADMIN_PORT: '0' });
  const admin = `http://127.0.0.1:${fixture.gateway.adminPort}`;
  const isCounted = (count: number): Promise<boolean> =>
    waitUntil(async () => (await counted(admin))[0] === count, WAIT_MS);
  expect(await isCounted(0)).toBe(true);
  await stream.revoke('sid', 's1');
  await stream.revoke('sub', 'a1');
  expect(await isCounted(2)).toBe(true);
  await stream.takeBack('sub', 'a1');
  expect(await isCounted(1)).toBe(true);
  expect(await counted(admin)).toEqual([1, 0]);
});

test('a gateway that was given no stream misses none', async () => {
  await fixture.close();
  fixture = await startJournalGateway({ ADMIN_PORT: '0' });
  const admin = `http://127.0.0.1:${fixture.gateway.adminPort}`;
  expect(await freshness(admin)).toEqual([undefined, undefined]);
  expect(await counted(admin)).toEqual([undefined, undefined]);
  expect(await readiness(admin)).toEqual(READY);
});
