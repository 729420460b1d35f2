import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startJournalGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import type { JournalGraph } from './fixture/journal-graph.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 20_000;
const SUBSCRIBERS = 6;
const RUNS = 25;

type Step =
  | { do: 'publish'; count: number }
  | { do: 'leave' | 'join' | 'resume'; who: number }
  | { do: 'lose' }
  | { do: 'breathe' };

const who = fc.nat(SUBSCRIBERS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('leave' as const, 'join' as const, 'resume' as const),
      who,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'lose' as const }) },
  { weight: 3, arbitrary: fc.constant({ do: 'breathe' as const }) },
);

/** Somebody who subscribes, leaves and resumes; `seen` runs on over the resumptions. */
class Reader {
  readonly #client: SocketClient;
  readonly #query: string;
  #subscription = 0;
  #isSubscribed = false;
  seen: number[] = [];

  constructor(client: SocketClient, field: string, selection: string) {
    this.#client = client;
    this.#query = `subscription($after: String) { it: ${field}(after: $after) { ${selection} } }`;
  }

  /** From the snapshot on; what was seen before does not count. */
  join(): void {
    if (this.#isSubscribed) return;
    this.seen = [];
    this.#subscribe(null);
  }

  resume(): void {
    const last = this.seen.at(-1);
    if (!this.#isSubscribed && last !== undefined) this.#subscribe(`c${last}`);
  }

  leave(): void {
    if (!this.#isSubscribed) return;
    this.#client.send({ type: 'complete', id: String(this.#subscription) });
    this.#isSubscribed = false;
  }

  /** What has arrived so far. What still comes of a subscription that was left is nobody's. */
  read(): void {
    for (const { id, type, payload } of this.#client.frames.splice(0)) {
      if (id !== String(this.#subscription) || !this.#isSubscribed) continue;
      if (type !== 'next') throw new Error(`${type}: ${JSON.stringify(payload)}`);
      this.seen.push(payload.data.it.sequence as number);
    }
  }

  async readUntil(sequence: number): Promise<void> {
    if (!this.#isSubscribed) return;
    for (;;) {
      this.read();
      if (this.seen.at(-1) === sequence) return;
      this.#client.frames.unshift(await this.#client.frame(() => true));
    }
  }

  #subscribe(after: string | null): void {
    this.#subscription += 1;
    this.#isSubscribed = true;
    this.#client.subscribe(String(this.#subscription), this.#query, { after });
  }
}

let fixture: FixtureGateway<JournalGraph>;
beforeAll(async () => {
  fixture = await startJournalGateway();
});
afterAll(() => fixture.close());

test.each([
  ['completed at once', 'sequence'],
  ['completed by another subgraph', 'sequence dish { name }'],
])(
  'however events, joining, leaving, resuming and losses follow each other, each gets each event once and in order: %s',
  async (_name, selection) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const { graph, gateway } = fixture;
        const { journal } = graph;
        const clients = await Promise.all(
          Array.from({ length: SUBSCRIBERS }, () => SocketClient.open(gateway.url)),
        );
        const readers = clients.map((client) => new Reader(client, 'entries', selection));
        try {
          journal.publish();
          for (const each of steps) {
            for (const reader of readers) reader.read();
            if (each.do === 'publish') for (let n = 0; n < each.count; n += 1) journal.publish();
            else if (each.do === 'breathe') await new Promise((resolve) => setTimeout(resolve, 2));
            else if (each.do === 'lose') {
              await graph.stop();
              journal.publish();
              await graph.start();
            } else readers[each.who]?.[each.do]();
          }
          for (const reader of readers) {
            reader.resume();
            reader.join();
          }
          await within(
            WAIT_MS,
            journal.readers((open) => open > 0),
          );
          const last = journal.publish();
          await within(WAIT_MS, Promise.all(readers.map((reader) => reader.readUntil(last))));
          for (const { seen } of readers) {
            const [first = 0] = seen;
            expect(seen).toEqual(seen.map((_, index) => first + index));
          }
          // In the end they all share one stream.
          journal.publish();
          await within(
            WAIT_MS,
            journal.readers((open) => open === 1),
          );
        } finally {
          for (const client of clients) client.close();
          await within(
            WAIT_MS,
            journal.readers((open) => open === 0),
          );
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  },
  240_000,
);
