import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { post, startPriceGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import type { PriceGraph } from './fixture/price-graph.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 10_000;
const PRICE = '{ price }';

let fixture: FixtureGateway<PriceGraph>;
let openGate: () => void;

beforeEach(async () => {
  fixture = await startPriceGateway();
  // Whole queries are shared once they are known.
  await ask('dan', PRICE);
  fixture.graph.price.gate = new Promise((resolve) => (openGate = resolve));
});
afterEach(async () => {
  openGate();
  await fixture.close();
});

const headersOf = async (name: string): Promise<Record<string, string>> => ({
  authorization: await fixture.issuer.bearer({ sub: name }),
  'content-type': 'application/json',
});

async function ask(name: string, query: string): Promise<unknown> {
  return (await post(fixture.gateway.url, { query }, await headersOf(name))).body;
}

/** Asks, and goes as soon as the subgraph has been asked. */
async function askAndGo(name: string): Promise<void> {
  const { price } = fixture.graph;
  const { asked } = price;
  const leaving = new AbortController();
  const body = JSON.stringify({ query: PRICE });
  const headers = await headersOf(name);
  const { signal } = leaving;
  const answer = fetch(fixture.gateway.url, { method: 'POST', headers, body, signal });
  await within(WAIT_MS, price.askedFor(asked + 1));
  leaving.abort();
  await expect(answer).rejects.toThrow();
}

describe('what somebody began to ask who has gone', () => {
  test('is answered to those who have joined', async () => {
    await askAndGo('ben');
    const joining = ask('ann', PRICE);
    await ask('dan', '{ hello }');
    openGate();
    expect(await within(WAIT_MS, joining)).toEqual({ data: { price: 1 } });
  });

  test('and began on a socket, is too', async () => {
    const { price } = fixture.graph;
    const { asked } = price;
    const socket = await SocketClient.open(
      fixture.gateway.url,
      (await headersOf('ben'))['authorization'],
    );
    socket.subscribe('1', PRICE);
    await within(WAIT_MS, price.askedFor(asked + 1));
    const joining = ask('ann', PRICE);
    await ask('dan', '{ hello }');
    socket.close();
    await socket.closed;
    openGate();
    expect(await within(WAIT_MS, joining)).toEqual({ data: { price: 1 } });
  });
});
