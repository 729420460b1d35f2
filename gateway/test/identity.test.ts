import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createIdentitySigner } from '@tiffin/service';
import {
  codeOf,
  post,
  startFixtureGateway,
  type FixtureGateway,
} from './fixture/fixture-gateway.ts';
import { startTokenIssuer, type Claims } from './fixture/token-issuer.ts';

let fixture: FixtureGateway;
let url: string;

beforeAll(async () => {
  fixture = await startFixtureGateway();
  url = fixture.gateway.url;
});

afterAll(() => fixture.close());

const ask = async (authorization: string | undefined, headers: Record<string, string> = {}) =>
  post(
    url,
    { query: '{ whoami }' },
    authorization === undefined ? headers : { authorization, ...headers },
  );

describe('who calls', () => {
  test('without a token the caller is anonymous', async () => {
    expect((await ask(undefined)).body.data).toEqual({ whoami: 'anonymous' });
  });

  test('the subgraph learns the account of a valid token', async () => {
    const bearer = await fixture.issuer.bearer({ sub: 'account-7' });
    expect((await ask(bearer)).body.data).toEqual({ whoami: 'account-7' });
  });

  test('two callers on the same pooled connections get their own', async () => {
    const bearers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => fixture.issuer.bearer({ sub: `account-${index}` })),
    );
    const answers = await Promise.all([...bearers, ...bearers].map((bearer) => ask(bearer)));
    expect(answers.map(({ body }) => body.data.whoami)).toEqual(
      [...bearers, ...bearers].map((_, index) => `account-${index % 20}`),
    );
  });

  const refused: [string, Claims][] = [
    ['expired', { expiresInSeconds: -60 }],
    ['of another issuer', { issuer: 'https://other.example' }],
    ['for another audience', { audience: 'elsewhere' }],
    ['with a role that does not exist', { roles: ['EMPEROR'] }],
  ];
  test.each(refused)(
    'a token %s is refused with 401, not taken for anonymous',
    async (_name, claims) => {
      const answer = await ask(await fixture.issuer.bearer(claims));
      expect([answer.status, codeOf(answer), answer.body.data]).toEqual([
        401,
        'UNAUTHENTICATED',
        undefined,
      ]);
    },
  );

  test('an altered token, an unsigned one and other schemes are refused', async () => {
    const good = await fixture.issuer.bearer();
    const [head = '', payload = '', signature = ''] = good.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const altered = Buffer.from(JSON.stringify({ ...claims, sub: 'admin' })).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const bearer of [
      `${head}.${altered}.${signature}`,
      `Bearer ${none}.${payload}.`,
      good.replace('Bearer', 'Basic'),
      'Bearer',
      'Bearer x',
    ]) {
      const answer = await ask(bearer);
      expect([bearer, answer.status, codeOf(answer)]).toEqual([bearer, 401, 'UNAUTHENTICATED']);
    }
  });

  test('a token signed by a key of the same id but another issuer is refused', async () => {
    const impostor = await startTokenIssuer();
    try {
      expect((await ask(await impostor.bearer())).status).toBe(401);
    } finally {
      await impostor.close();
    }
  });

  test('an identity header from outside is not believed, even one signed right', async () => {
    const { IDENTITY_SECRET } = await import('./fixture/fixture-graph.ts');
    const identity = await createIdentitySigner(IDENTITY_SECRET).sign({
      kind: 'service',
      name: 'orders',
    });
    const answer = await ask(undefined, { 'x-tiffin-identity': identity, 'x-tiffin-other': 'x' });
    expect(answer.body.data).toEqual({ whoami: 'anonymous' });
  });

  test('keys that cannot be fetched make it unavailable, not unauthenticated', async () => {
    const other = await startFixtureGateway();
    try {
      other.issuer.setBroken(true);
      const bearer = await other.issuer.bearer();
      const down = await post(
        other.gateway.url,
        { query: '{ whoami }' },
        { authorization: bearer },
      );
      expect([down.status, codeOf(down)]).toEqual([503, 'SERVICE_UNAVAILABLE']);
      const anonymous = await post(other.gateway.url, { query: '{ whoami }' });
      expect(anonymous.status).toBe(200);
      other.issuer.setBroken(false);
      const up = await post(other.gateway.url, { query: '{ whoami }' }, { authorization: bearer });
      expect(up.body.data).toEqual({ whoami: 'account-1' });
    } finally {
      await other.close();
    }
  });
});

describe('what the schema demands', () => {
  test('@authenticated refuses the anonymous as a whole and names the field', async () => {
    const answer = await post(url, { query: '{ whoami mine }' });
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({
      errors: [
        {
          message: 'Sign in to use Query.mine.',
          extensions: { code: 'UNAUTHENTICATED', coordinates: ['Query.mine'] },
        },
      ],
    });
  });

  test.each([
    ['', 403],
    ['kitchen:close', 403],
    ['kitchen:close kitchen:read', 200],
    ['kitchen:admin', 200],
  ])('@requiresScopes with "%s" gives %i, whatever the role', async (scope, status) => {
    const bearer = await fixture.issuer.bearer({ scope, roles: ['ADMIN'] });
    const answer = await post(url, { query: 'mutation { closeDown }' }, { authorization: bearer });
    expect(answer.status).toBe(status);
    if (status === 403) {
      expect(answer.body.errors?.[0]?.extensions).toEqual({
        code: 'FORBIDDEN',
        coordinates: ['Mutation.closeDown'],
      });
    }
  });

  test('a policy that nobody can evaluate lets nobody pass', async () => {
    const bearer = await fixture.issuer.bearer({ scope: 'audit', roles: ['ADMIN'] });
    const answer = await post(url, { query: '{ sealed }' }, { authorization: bearer });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'FORBIDDEN']);
  });

  test.each([
    [
      'through a fragment',
      '{ tickets { ...F } } fragment F on Ticket { ...G } fragment G on Ticket { note }',
      ['Ticket.note'],
    ],
    ['under an alias', '{ a: tickets { b: note } }', ['Ticket.note']],
    [
      'though skipped',
      'query($no: Boolean = true) { tickets { note @skip(if: $no) } }',
      ['Ticket.note'],
    ],
    ['through a union', '{ found { ... on Safe { id } } }', ['Safe']],
    ['through an interface', '{ things { id } }', ['Thing', 'Safe']],
    ['through an interface in a union', '{ found { ... on Thing { id } } }', ['Thing', 'Safe']],
  ])('%s', async (_name, query, coordinates) => {
    const authorization = await fixture.issuer.bearer();
    const answer = await post(url, { query }, { authorization });
    expect(codeOf(answer)).toBe('FORBIDDEN');
    expect(answer.body.errors?.[0]?.extensions.coordinates).toEqual(coordinates);
  });

  test('what a fragment leaves out is not demanded', async () => {
    const answer = await post(url, { query: '{ found { __typename ... on Ticket { number } } }' });
    expect(answer.body).toEqual({ data: { found: [{ __typename: 'Ticket', number: 7 }] } });
  });
});
