import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startJournalGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import { growthOverLastHalf, heapBytes } from './fixture/heap.ts';
import type { JournalGraph } from './fixture/journal-graph.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

/** `LEAK_CYCLES` makes it longer. */
const CYCLES = Number(process.env['LEAK_CYCLES'] ?? 2_000);
const AT_ONCE = 20;
const SAMPLES = 10;
/** Growth over the last half of the cycles. */
const ALLOWED_GROWTH = 0.02;
const WAIT_MS = 10_000;

let fixture: FixtureGateway<JournalGraph>;
beforeAll(async () => {
  fixture = await startJournalGateway();
});
afterAll(() => fixture.close());

test(
  `${CYCLES} times subscribing and leaving leaves nothing behind`,
  async () => {
    const { gateway, graph, issuer } = fixture;
    const { journal } = graph;
    journal.publish();
    const bearer = await issuer.bearer({ sub: 'ann' });
    const stays = await SocketClient.open(gateway.url);
    stays.subscribe('1', 'subscription { entries { sequence } }');
    await within(WAIT_MS, stays.next('1'));
    const samples: number[] = [];
    for (let cycle = 0; cycle < CYCLES; cycle += AT_ONCE) {
      // Half join the shared stream, half have one of their own; sockets go as well as subscriptions.
      const client = await SocketClient.open(gateway.url, bearer);
      for (let id = 0; id < AT_ONCE; id += 1) {
        const field = id % 2 === 0 ? 'entries' : 'own';
        client.subscribe(String(id), `subscription S${id} { ${field} { sequence } }`);
      }
      for (let id = 0; id < AT_ONCE; id += 1) await within(WAIT_MS, client.next(String(id)));
      for (let id = 0; id < AT_ONCE / 2; id += 1) client.send({ type: 'complete', id: String(id) });
      client.close();
      await within(
        WAIT_MS,
        journal.readers((open) => open === 1),
      );
      const isSample = (cycle + AT_ONCE) % (CYCLES / SAMPLES) === 0;
      if (isSample) samples.push(await heapBytes());
    }
    stays.close();
    expect(growthOverLastHalf(samples)).toBeLessThan(ALLOWED_GROWTH);
  },
  CYCLES * 60,
);
