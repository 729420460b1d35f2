import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { waitUntil } from '@tiffin/local-stack';
import { OtlpReceiver, type ReceivedSpan } from '@tiffin/telemetry/testing';
import { createClient, type Client } from 'graphql-ws';
import { CENTRE, near, openStage, type Person, type Stage } from '../stage/stage.ts';

const WITHIN_MS = 20_000;
/** The trace of the customer's application, in which the order is placed. */
const TRACE_ID = 'a1'.repeat(16);
const SPAN_ID = 'b2'.repeat(8);

const QUOTE = `mutation Quote($input: QuoteOrderInput!) {
  quoteOrder(input: $input) { quote { token } userErrors { code } }
}`;
const PLACE = `mutation PlaceOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) { order { id } userErrors { code } }
}`;
const BOARD = `subscription Board($restaurantId: ID!) {
  restaurantOrders(restaurantId: $restaurantId) { status order { id restaurant { name } } }
}`;

describe('with a collector', () => {
  let receiver: OtlpReceiver;
  let stage: Stage;
  let kitchen: Client;
  beforeAll(async () => {
    receiver = await OtlpReceiver.start();
    stage = await openStage(1, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
  }, 120_000);
  afterAll(async () => {
    await kitchen?.dispose();
    await stage?.close();
    await receiver.close();
  }, 30_000);

  const post = async (
    { session }: Person,
    query: string,
    input: object,
    headers: Record<string, string> = {},
  ): Promise<any> => {
    const response = await fetch(stage.surroundings.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: await session.authorization(),
        ...headers,
      },
      body: JSON.stringify({ query, variables: { input } }),
    });
    return ((await response.json()) as { data: unknown }).data;
  };
  const ofTrace = () => receiver.spans.filter(({ traceId }) => traceId === TRACE_ID);
  /** From the writing to the socket back to where the trace came in, step by step. */
  const wayToSocket = (): ReceivedSpan[] => {
    const spans = ofTrace();
    const way: ReceivedSpan[] = [];
    let step = spans.find(({ name }) => name === 'send restaurantOrders');
    while (step !== undefined) {
      way.unshift(step);
      const { parentSpanId }: ReceivedSpan = step;
      step = spans.find(({ spanId }) => spanId === parentSpanId);
    }
    return way;
  };
  const subscribed = (): boolean =>
    receiver.spans.some(({ name }) => name === 'subscribe restaurantOrders');

  test('one trace runs from the customer’s mutation to the kitchen’s socket', async () => {
    const restaurant = await stage.open();
    const customer = await stage.join('customer', 'CUSTOMER');
    const authorization = await restaurant.owner.session.authorization();
    kitchen = createClient({
      url: stage.stack.webSocketUrl,
      connectionParams: { authorization },
      retryAttempts: 0,
    });
    const variables = { restaurantId: restaurant.id };
    const board = kitchen.iterate<any>({ query: BOARD, variables });
    const placedOnBoard = board.next();
    expect(await waitUntil(subscribed, WITHIN_MS)).toBe(true);

    const quoted = await post(customer, QUOTE, {
      restaurantId: restaurant.id,
      lines: [{ menuItemId: restaurant.items[0]!.id, quantity: 1 }],
      deliverTo: near(CENTRE, 200, 0),
      deliveryAddress: 'Rua da Alegria 1',
    });
    const input = {
      idempotencyKey: uuidv7(),
      quoteToken: quoted.quoteOrder.quote.token,
      paymentMethod: 'pm_card_visa',
    };
    const traceparent = `00-${TRACE_ID}-${SPAN_ID}-01`;
    const placed = await post(customer, PLACE, input, { traceparent });
    expect(placed.placeOrder.userErrors).toEqual([]);
    const { id } = placed.placeOrder.order;
    const { value } = await placedOnBoard;
    expect(value.data.restaurantOrders.order).toMatchObject({ id });

    // Each process sends what it has recorded in its own time.
    expect(await waitUntil(() => wayToSocket()[0]?.parentSpanId === SPAN_ID, WITHIN_MS)).toBe(true);
    const way = wayToSocket();
    expect(way.map(({ service, name }) => `${service}: ${name}`)).toEqual([
      'gateway: POST /graphql',
      expect.stringMatching(/^gateway: execute /),
      'gateway: fetch orders',
      'orders: POST /graphql',
      'orders: create orders events',
      'orders: process restaurantOrders',
      expect.stringMatching(/^gateway: deliver /),
      'gateway: send restaurantOrders',
    ]);
    expect(way.at(-1)?.attributes).toMatchObject({ 'tiffin.subscribers': 1, 'tiffin.held': 0 });

    // Beside the way: what the order took of Postgres, other subgraphs and Redis, in the same trace.
    const beside = () => new Set(ofTrace().map(({ service, name }) => `${service}: ${name}`));
    const expected = [
      'orders: orders.outbox_append',
      'orders: orders.place-order',
      'orders: send orders events',
      'orders: PIPELINE',
      'payments: POST /graphql',
      'restaurants: POST /graphql',
    ];
    await waitUntil(() => expected.every((name) => beside().has(name)), WITHIN_MS);
    expect([...beside()]).toEqual(expect.arrayContaining(expected));
    const systems = new Set(ofTrace().map(({ attributes }) => attributes['db.system.name']));
    expect([...systems]).toEqual(expect.arrayContaining(['postgresql', 'redis']));
  }, 90_000);
});
