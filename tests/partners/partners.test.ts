import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { near, CENTRE, openStage, type Person, type Stage } from '../stage/stage.ts';

const CREATE_KEY = `mutation CreateKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { secret apiKey { id } userErrors { code } }
}`;
const REVOKE_KEY = `mutation RevokeKey($input: ApiKeyInput!) {
  revokeApiKey(input: $input) { userErrors { code } }
}`;
const GRANT = `mutation Grant($input: GrantRoleInput!) {
  grantRole(input: $input) { userErrors { code } }
}`;
const QUOTE = `mutation Quote($input: QuoteOrderInput!) {
  quoteOrder(input: $input) { quote { total { amount } } userErrors { code } }
}`;

const PLACE = `mutation Place($input: PlaceOrderInput!) {
  placeOrder(input: $input) { order { id restaurant { name } } userErrors { code } }
}`;
const CANCEL = `mutation Cancel($input: CancelOrderInput!) {
  cancelOrder(input: $input) { order { status } userErrors { code } }
}`;
const SET_MODE = `mutation Mode($input: SetRestaurantModeInput!) {
  setRestaurantMode(input: $input) { restaurant { mode } userErrors { code } }
}`;
const ORDER = 'query Order($id: ID!) { order(id: $id) { id status delivery { status } } }';
const BOARD = 'query Board($id: ID!) { restaurant(id: $id) { activeOrders { id } } }';
const FOLLOW = `subscription Follow($id: ID!) {
  restaurantOrders(restaurantId: $id) { status order { id } }
}`;
const EVERYTHING = ['ORDERS_READ', 'ORDERS_WRITE', 'CATALOG_WRITE'];

interface Answer {
  status: number;
  // Tests read what they asked for.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: { data?: any; errors?: { extensions: { code: string } }[] };
}

describe('partners', () => {
  let stage: Stage;
  let partner: Person;
  beforeAll(async () => {
    stage = await openStage(1);
    partner = await stage.join('partner', 'CUSTOMER');
    await makePartner(partner);
  }, 120_000);
  afterAll(() => stage?.close(), 30_000);

  const makePartner = async ({ session }: Person): Promise<void> => {
    const authorization = `Bearer ${await adminToken()}`;
    const input = { accountId: session.accountId, role: 'PARTNER' };
    const granted = await post('/graphql', GRANT, { input }, { authorization });
    expect(granted.body.data.grantRole.userErrors).toEqual([]);
    await session.renew();
  };
  const adminToken = async () => (await stage.adminSession.authorization()).replace('Bearer ', '');
  const post = async (
    path: string,
    query: string,
    variables: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`${stage.stack.gatewayUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const createKey = async (scopes: string[], { session } = partner) => {
    const authorization = await session.authorization();
    const input = { name: 'integration', scopes };
    const { body } = await post('/graphql', CREATE_KEY, { input }, { authorization });
    expect(body.data.createApiKey.userErrors).toEqual([]);
    const { secret, apiKey } = body.data.createApiKey as { secret: string; apiKey: { id: string } };
    return { id: apiKey.id, secret, headers: { 'x-api-key': secret } };
  };
  const asked = (query: string, variables: object, { headers }: { headers: object }) =>
    post('/partner/graphql', query, variables, { ...headers });
  const follow = (id: string, secret: string) => {
    const client = createClient({
      url: `${stage.stack.gatewayUrl}/partner/graphql`.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${secret}` },
      retryAttempts: 0,
    });
    return { events: client.iterate({ query: FOLLOW, variables: { id } }), client };
  };

  test('an API key opens the partner endpoint, and nothing but its contract', async () => {
    const { headers } = await createKey(['ORDERS_READ']);
    const mine = '{ myOrders { edges { node { id } } } }';
    const answer = await post('/partner/graphql', mine, {}, headers);
    expect(answer).toEqual({ status: 200, body: { data: { myOrders: { edges: [] } } } });

    const outside = await post('/partner/graphql', '{ ledgerBalances { account } }', {}, headers);
    expect(outside.body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await post('/partner/graphql', mine, {})).status).toBe(401);
    const unknown = { 'x-api-key': 'tk_nobody_has_this_one' };
    expect((await post('/partner/graphql', mine, {}, unknown)).status).toBe(401);
    expect((await post('/graphql', mine, {}, headers)).status).not.toBe(200);
  });

  test('a key does what its scopes say', async () => {
    const restaurant = await stage.open();
    const input = {
      restaurantId: restaurant.id,
      lines: [{ menuItemId: restaurant.items[0]!.id, quantity: 1 }],
      deliverTo: near(CENTRE, 200, 0),
      deliveryAddress: 'Rua da Alegria 1',
    };
    const reader = await createKey(['ORDERS_READ']);
    const refused = await post('/partner/graphql', QUOTE, { input }, reader.headers);
    expect(refused.body.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const writer = await createKey(['ORDERS_WRITE']);
    const quoted = await post('/partner/graphql', QUOTE, { input }, writer.headers);
    expect(quoted.body.data?.quoteOrder).toMatchObject({ userErrors: [] });
  });

  test('a key that was revoked before its first use opens nothing', async () => {
    const { id, headers } = await createKey(['ORDERS_READ']);
    const authorization = await partner.session.authorization();
    await post('/graphql', REVOKE_KEY, { input: { id } }, { authorization });
    const query = `query Mine${uuidv7().replaceAll('-', '')} { myOrders { edges { node { id } } } }`;
    expect((await post('/partner/graphql', query, {}, headers)).status).toBe(401);
  });

  test('a key acts on what its partner has, and finds nothing of another', async () => {
    const [ours, other] = [await stage.open(), await stage.open()];
    await makePartner(ours.owner);
    await makePartner(other.owner);
    const buyer = await createKey(EVERYTHING);
    const seller = await createKey(EVERYTHING, ours.owner);
    const stranger = await createKey(EVERYTHING, other.owner);
    const basket = {
      restaurantId: ours.id,
      lines: [{ menuItemId: ours.items[0]!.id, quantity: 2 }],
      deliverTo: near(CENTRE, 200, 0),
      deliveryAddress: 'Rua da Alegria 1',
    };
    const quote = `mutation Q($input: QuoteOrderInput!) { quoteOrder(input: $input) { quote { token } } }`;
    const quoted = await asked(quote, { input: basket }, buyer);
    const { token } = quoted.body.data.quoteOrder.quote;
    const input = {
      idempotencyKey: uuidv7(),
      quoteToken: token,
      paymentMethod: 'pm_card_visa',
    };
    const placed = await asked(PLACE, { input }, buyer);
    const { id } = placed.body.data.placeOrder.order;

    for (const key of [buyer, seller]) {
      expect((await asked(ORDER, { id }, key)).body.data.order).toMatchObject({ id });
    }
    const hidden = await asked(ORDER, { id }, stranger);
    expect(hidden.body.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const boards = await Promise.all(
      [seller, stranger].map((key) => asked(BOARD, { id: ours.id }, key)),
    );
    expect(boards.map(({ body }) => body.data.restaurant.activeOrders)).toEqual([[{ id }], null]);

    const mode = { restaurantId: ours.id, mode: 'BUSY' };
    const denied = await asked(SET_MODE, { input: mode }, stranger);
    expect(denied.body.data.setRestaurantMode.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    const done = await asked(SET_MODE, { input: mode }, seller);
    expect(done.body.data.setRestaurantMode.restaurant).toEqual({ mode: 'BUSY' });

    const theirs = follow(ours.id, stranger.secret);
    const refused = await theirs.events.next().catch((errors: unknown) => errors);
    expect(refused).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    await theirs.client.dispose();

    const end = { idempotencyKey: uuidv7(), orderId: id, reason: 'CUSTOMER_REQUEST' };
    const kept = await asked(CANCEL, { input: end }, stranger);
    expect(kept.body.data.cancelOrder.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    const cancelled = await asked(CANCEL, { input: end }, buyer);
    expect(cancelled.body.data.cancelOrder.order).toEqual({ status: 'CANCELLED' });
  });

  test('a token of a key is held to its scopes where the gateway does not look at them', async () => {
    const { secret } = await createKey(['CATALOG_WRITE']);
    const exchange = new URL('/api-keys/token', stage.stack.env['ACCOUNTS_URL']);
    const exchanged = await fetch(exchange, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: secret }),
    });
    const { accessToken } = (await exchanged.json()) as { accessToken: string };
    const headers = { authorization: `Bearer ${accessToken}` };
    for (const query of [
      '{ myOrders { edges { cursor } } }',
      '{ myDriver { id } }',
      'mutation { logOut { userErrors { code } } }',
    ]) {
      const { body } = await post('/graphql', query, {}, headers);
      expect(body.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});
