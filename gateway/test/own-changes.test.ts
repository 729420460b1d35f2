import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildSupergraph } from '../src/supergraph/loaded-supergraph.ts';
import { post, startPriceGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import { startKeyExchange, type KeyExchange } from './fixture/key-exchange.ts';
import type { PriceGraph } from './fixture/price-graph.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { startTokenIssuer, type TokenIssuer } from './fixture/token-issuer.ts';

let issuer: TokenIssuer;
let exchange: KeyExchange;
let fixture: FixtureGateway<PriceGraph>;
/** It asks the subgraph the same as `{ price }`. */
const ANOTHER = '{ price __typename }';
/** Answered when the test says so. */
let before: Promise<unknown>;
let openGate: () => void;

async function ask(name: string, query: string, variables = {}): Promise<unknown> {
  const headers = { authorization: await issuer.bearer({ sub: name }) };
  return (await post(fixture.gateway.url, { query, variables }, headers)).body;
}

/** Somebody begins to read; who reads later is answered at once, unless they join. */
async function beginReading(): Promise<void> {
  const { price } = fixture.graph;
  // Whole queries are shared once they are known.
  for (const query of ['{ price }', ANOTHER]) await ask('dan', query);
  const { asked } = price;
  price.gate = new Promise((resolve) => (openGate = resolve));
  before = ask('ben', '{ price }');
  await price.askedFor(asked + 1);
  price.gate = Promise.resolve();
}

beforeEach(async () => {
  issuer = await startTokenIssuer();
  exchange = await startKeyExchange((claims) => issuer.bearer(claims));
  exchange.keys.set('tk_ann', { sub: 'ann', roles: ['PARTNER'], sid: 'key-1' });
  fixture = await startPriceGateway({ JWKS_URL: issuer.jwksUrl, API_KEY_URL: exchange.url });
  await beginReading();
});

afterEach(async () => {
  openGate();
  await before;
  await fixture.close();
  await exchange.close();
  await issuer.close();
});

const NEW = { data: { price: 2 } };
const RAISE = 'mutation { raise }';

/** What these are answered when there was time to join what is under way. */
async function answersOnceOpen(...answers: Promise<unknown>[]): Promise<unknown[]> {
  await ask('dan', '{ hello }');
  openGate();
  return Promise.all(answers);
}

describe('who has changed something does not get what began before', () => {
  const ways: [string, () => Promise<unknown>][] = [
    ['in a request', () => ask('ann', RAISE)],
    [
      'in a request like one before',
      async () => {
        await ask('dan', RAISE);
        fixture.graph.price.value = 1;
        return ask('ann', RAISE);
      },
    ],
    [
      'on a socket',
      async () => {
        const bearer = await issuer.bearer({ sub: 'ann' });
        const client = await SocketClient.open(fixture.gateway.url, bearer);
        client.subscribe('1', RAISE);
        await client.frame(({ type }) => type === 'next');
        client.close();
      },
    ],
    [
      'as a stream',
      async () => {
        const authorization = await issuer.bearer({ sub: 'ann' });
        const headers = {
          authorization,
          accept: 'text/event-stream',
          'content-type': 'application/json',
        };
        const body = JSON.stringify({ query: RAISE });
        await (await fetch(fixture.gateway.url, { method: 'POST', headers, body })).text();
      },
    ],
    [
      'by a program of theirs',
      () => {
        const url = fixture.gateway.url.replace('/graphql', '/partner/graphql');
        return post(url, { query: RAISE }, { authorization: 'Bearer tk_ann' });
      },
    ],
  ];

  test.each(ways)('%s', async (_way, raise) => {
    await raise();
    expect(await answersOnceOpen(ask('ann', '{ price }'))).toEqual([NEW]);
  });

  test('although somebody else may have joined that', async () => {
    await ask('ann', RAISE);
    const both = await answersOnceOpen(ask('cat', ANOTHER), ask('ann', ANOTHER));
    expect(both[1]).toEqual({ data: { price: 2, __typename: 'Query' } });
  });

  test('before another supergraph came into service, after which the read began', async () => {
    const { gateway, graph } = fixture;
    const { price, supergraphSdl } = graph;
    const mutationGate = Promise.withResolvers<void>();
    price.mutationGate = mutationGate.promise;
    const raising = ask('ann', RAISE);
    await price.raised;
    price.value = 1;
    openGate();
    await before;
    await gateway.replaceSupergraph(buildSupergraph(supergraphSdl));
    await beginReading();
    price.value = 2;
    mutationGate.resolve();
    await raising;
    expect(await answersOnceOpen(ask('ann', '{ price }'))).toEqual([NEW]);
  });
});

test.each([
  ['of their own', '{ raised }'],
  ['shared', '{ raises { price } }'],
])('who has been told of an event on a stream %s does not get what began before', async (_, of) => {
  const client = await SocketClient.open(fixture.gateway.url, await issuer.bearer({ sub: 'ann' }));
  client.subscribe('1', `subscription ${of}`);
  await fixture.graph.price.followed;
  await ask('dan', RAISE);
  await client.frame(({ type }) => type === 'next');
  expect(await answersOnceOpen(ask('ann', '{ price }'))).toEqual([NEW]);
  client.close();
});
