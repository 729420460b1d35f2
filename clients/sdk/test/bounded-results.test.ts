import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, parse } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { TooSlowError } from '../src/bounded-results.ts';
import { subscribeResumably } from '../src/resume.ts';

const EVENTS = 50;
const schema = buildSchema(`
  type Query { it: Int }
  type Subscription { counted(after: String): Event! }
  type Event { cursor: String! }`);
const DOCUMENT = parse(`subscription ($after: String) { counted(after: $after) { cursor } }`);

let server: Server;
let client: Client;
const begun: (string | null)[] = [];

beforeAll(async () => {
  server = createServer();
  const rootValue = {
    async *counted({ after }: { after: string | null }) {
      begun.push(after);
      for (let number = Number(after ?? 0) + 1; number <= EVENTS; number += 1) {
        yield await Promise.resolve({ counted: { cursor: String(number) } });
      }
    },
  };
  useServer({ schema, roots: { subscription: rootValue } }, new WebSocketServer({ server }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  client = createClient({
    url: `ws://127.0.0.1:${port}`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
});
afterAll(async () => {
  await client.dispose();
  server.closeAllConnections();
  server.close();
});

type Counted = { counted: { cursor: string } };
const follow = (options: Parameters<typeof subscribeResumably>[3]): AsyncGenerator<Counted> =>
  subscribeResumably<Counted, { after?: string | null }>(client, DOCUMENT as never, {}, options);

describe('a consumer that is slower than its events', () => {
  test('is interrupted at the bound and gets each of them once, in order', async () => {
    begun.length = 0;
    const interruptions: unknown[] = [];
    const seen: string[] = [];
    const events = follow({ maximumWaiting: 5, onInterruption: (why) => interruptions.push(why) });
    for await (const { counted } of events) {
      seen.push(counted.cursor);
      // Slower than the socket, which is read in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(seen).toEqual(Array.from({ length: EVENTS }, (_, index) => String(index + 1)));
    expect(interruptions.length).toBeGreaterThan(0);
    expect(interruptions.every((reason) => reason instanceof TooSlowError)).toBe(true);
    expect(begun).toHaveLength(interruptions.length + 1);
  });

  test('is left alone below it', async () => {
    begun.length = 0;
    const seen: string[] = [];
    for await (const { counted } of follow({})) seen.push(counted.cursor);
    expect(seen).toHaveLength(EVENTS);
    expect(begun).toHaveLength(1);
  });
});

test('one that is aborted ends', async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const { counted } of follow({ signal: stop.signal })) {
    seen.push(counted.cursor);
    stop.abort();
  }
  expect(seen).toEqual(['1']);
});
