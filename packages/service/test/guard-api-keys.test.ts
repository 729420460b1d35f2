import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import {
  createIdentitySigner,
  findMembership,
  hasRole,
  IDENTITY_EXTENSION,
  IDENTITY_HEADER,
  requireRole,
  serveSubgraph,
  type Identity,
  type RunningSubgraph,
  type UserIdentity,
} from '../src/index.ts';
import { recordingLogger, SECRET } from './example-subgraph.ts';

const typeDefs = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag", "@shareable"])
    @link(url: "https://tiffin.dev/specs/apiKey/v0.1", import: ["@apiKeyScope"])
  enum UserErrorCode {
    WRONG
  }
  type Query {
    open: Int @tag(name: "partner")
    scoped: Int @tag(name: "partner") @apiKeyScope(scope: "orders:read")
    closed: Int
    otherwise: Int @tag(name: "internal")
  }
  type Mutation {
    write: Int @tag(name: "partner") @apiKeyScope(scope: "orders:write")
    purge: Int
  }
  type Subscription {
    ticks: Int @tag(name: "partner") @apiKeyScope(scope: "orders:read")
    alarms: Int
  }
  type Thing @key(fields: "id") {
    id: ID!
    plain: Int
    secret: Int @apiKeyScope(scope: "orders:read")
  }
`;

const person: UserIdentity = {
  kind: 'user',
  accountId: 'pia',
  roles: ['CUSTOMER', 'DRIVER', 'ADMIN', 'PARTNER'],
  scopes: [],
  memberships: [
    { restaurantId: 'mine', role: 'OWNER' },
    { restaurantId: 'run', role: 'MANAGER' },
    { restaurantId: 'job', role: 'STAFF' },
  ],
  sessionId: 's1',
  expiresAt: Date.now() + 3_600_000,
};
const key = (...scopes: string[]): UserIdentity => ({
  ...person,
  scopes,
  sessionId: 'key-1',
  apiKeyId: 'key-1',
});

let subgraph: RunningSubgraph;
const ran: string[] = [];
const one = (name: string) => () => {
  ran.push(name);
  return 1;
};
beforeAll(async () => {
  const events = (name: string) => ({
    subscribe: async function* () {
      ran.push(name);
      yield { [name]: 1 };
    },
  });
  subgraph = await serveSubgraph({
    name: 'things',
    typeDefs,
    resolvers: {
      Query: Object.fromEntries(
        ['open', 'scoped', 'closed', 'otherwise'].map((name) => [name, one(name)]),
      ),
      Mutation: { write: one('write'), purge: one('purge') },
      Subscription: { ticks: events('ticks'), alarms: events('alarms') },
      Thing: {
        __resolveReference: ({ id }: { id: string }) => ({ id, plain: 1 }),
        secret: one('secret'),
      },
    },
    port: 0,
    identitySecret: SECRET,
    logger: recordingLogger([]),
    context: ({ identity }) => ({ identity }),
  });
});
afterAll(() => subgraph.close());

const signer = createIdentitySigner(SECRET);

/** What the fields answered, by the name of each, or the code of what went wrong. */
async function ask(query: string, identity: Identity): Promise<unknown> {
  ran.length = 0;
  const response = await fetch(subgraph.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [IDENTITY_HEADER]: await signer.sign(identity),
    },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as {
    data: unknown;
    errors?: { extensions: { code: string } }[];
  };
  return errors === undefined ? data : errors[0]?.extensions.code;
}

describe('an API key, whoever checked it before', () => {
  test.each([
    ['{ open }', [], { open: 1 }],
    ['{ scoped }', ['orders:read'], { scoped: 1 }],
    ['{ scoped }', ['orders:write'], 'FORBIDDEN'],
    ['{ scoped }', [], 'FORBIDDEN'],
    ['{ closed }', ['orders:read', 'orders:write'], 'FORBIDDEN'],
    ['{ otherwise }', ['orders:read', 'orders:write'], 'FORBIDDEN'],
    ['mutation { write }', ['orders:write'], { write: 1 }],
    ['mutation { write }', ['orders:read'], 'FORBIDDEN'],
    ['mutation { purge }', ['orders:read', 'orders:write'], 'FORBIDDEN'],
  ])('%s with %j is %j', async (query, scopes, outcome) => {
    expect(await ask(query, key(...scopes))).toEqual(outcome);
    expect(ran).toHaveLength(outcome === 'FORBIDDEN' ? 0 : 1);
  });

  test('is refused a field of an entity, and that field alone', async () => {
    const query = `{ _entities(representations: [{ __typename: "Thing", id: "1" }]) {
      ... on Thing { id plain secret } } }`;
    expect(await ask(query, key('orders:write'))).toBe('FORBIDDEN');
    expect(ran).toEqual([]);
    expect(await ask(query, key('orders:read'))).toEqual({
      _entities: [{ id: '1', plain: 1, secret: 1 }],
    });
  });

  test.each([
    ['ticks', ['orders:read'], undefined],
    ['ticks', ['orders:write'], 'FORBIDDEN'],
    ['alarms', ['orders:read', 'orders:write'], 'FORBIDDEN'],
  ])('subscribes to %s with %j: %s', async (field, scopes, code) => {
    ran.length = 0;
    const socket = createClient({
      url: subgraph.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const extensions = { [IDENTITY_EXTENSION]: await signer.sign(key(...scopes)) };
    const events = socket.iterate({ query: `subscription { ${field} }`, extensions });
    if (code === undefined) {
      expect((await events.next()).value).toMatchObject({ data: { [field]: 1 } });
    } else {
      await expect(events.next()).rejects.toMatchObject([{ extensions: { code } }]);
      expect(ran).toEqual([]);
    }
    await socket.dispose();
  });

  test.each<[string, Identity]>([
    ['a person', person],
    ['the anonymous', { kind: 'anonymous' }],
    ['our own processes', { kind: 'service', name: 'orders' }],
  ])('%s notice nothing of it', async (_who, identity) => {
    const fields = '{ open scoped closed otherwise }';
    expect(await ask(fields, identity)).toEqual({ open: 1, scoped: 1, closed: 1, otherwise: 1 });
  });
});

describe('what an account is', () => {
  test('counts for its key only as far as a business has it', () => {
    expect(['mine', 'run', 'job'].map((id) => findMembership(key(), id)?.role)).toEqual([
      'OWNER',
      'MANAGER',
      undefined,
    ]);
    expect(findMembership(person, 'job')?.role).toBe('STAFF');
    expect([hasRole(key(), 'CUSTOMER'), hasRole(key(), 'PARTNER')]).toEqual([true, true]);
    expect([hasRole(key(), 'ADMIN'), hasRole(key(), 'DRIVER'), hasRole(key(), 'SUPPORT')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(hasRole(person, 'ADMIN')).toBe(true);
    expect(() => requireRole(key(), 'DRIVER')).toThrow('may not');
  });

  test('goes along with the key, signed', async () => {
    expect(await ask('{ open }', key())).toEqual({ open: 1 });
    expect(await ask('{ closed }', { ...key(), apiKeyId: undefined })).toEqual({ closed: 1 });
  });
});
