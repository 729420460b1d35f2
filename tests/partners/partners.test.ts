import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
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
    const admin = `Bearer ${await adminToken()}`;
    const input = { accountId: partner.session.accountId, role: 'PARTNER' };
    const granted = await post('/graphql', GRANT, { input }, { authorization: admin });
    expect(granted.body.data.grantRole.userErrors).toEqual([]);
    await partner.session.renew();
  }, 120_000);
  afterAll(() => stage?.close(), 30_000);

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
  const createKey = async (scopes: string[]) => {
    const authorization = await partner.session.authorization();
    const input = { name: 'integration', scopes };
    const { body } = await post('/graphql', CREATE_KEY, { input }, { authorization });
    expect(body.data.createApiKey.userErrors).toEqual([]);
    const { secret, apiKey } = body.data.createApiKey as { secret: string; apiKey: { id: string } };
    return { id: apiKey.id, headers: { 'x-api-key': secret } };
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
});
