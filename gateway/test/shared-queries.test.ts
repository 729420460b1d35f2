import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { getOperationAST, graphql, parse, type GraphQLSchema } from 'graphql';
import { ANONYMOUS, type Identity, type UserIdentity } from '@tiffin/service';
import { CallerLike, type Caller } from '../src/execution/caller.ts';
import { createPlanExecutor, type PlanExecutor } from '../src/execution/plan-executor.ts';
import { PreparedOperation } from '../src/execution/prepared-operation.ts';
import { queriesShared } from '../src/execution/shared-queries.ts';
import { AccountChanges } from '../src/execution/transport/account-changes.ts';
import type {
  SubgraphAnswer,
  SubgraphTransport,
} from '../src/execution/transport/subgraph-transport.ts';
import { Audiences } from '../src/declaration/audiences.ts';
import { declarationsOf } from '../src/declaration/declarations-of.ts';
import { Moments, whereDeclared } from '../src/execution/joint/moments.ts';
import { buildSupergraph } from '../src/supergraph/loaded-supergraph.ts';

const LINKS = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
  @link(url: "https://tiffin.dev/specs/subscription/v0.1", import: ["@audience"])
  @composeDirective(name: "@audience")
directive @audience(of: [subscription__IdentityPart!]!) on FIELD_DEFINITION
enum subscription__IdentityPart { ACCOUNT ROLES SCOPES MEMBERSHIPS }
`;

const accountOf = ({ kind, ...rest }: Identity): string =>
  kind === 'user' ? (rest as UserIdentity).accountId : kind;
const rolesOf = (identity: Identity): string =>
  identity.kind === 'user' ? identity.roles.toSorted().join() : '';

/** What a mutation changes. */
let price = 0;

const dishes = [1, 2, 3].map((number) => ({ __typename: 'Dish', id: String(number) }));
const SUBGRAPHS = {
  menu: {
    typeDefs: `
      type Query {
        dishes: [Dish] @audience(of: [])
        dish(id: ID!): Dish @audience(of: [])
        favourites: [Dish] @audience(of: [ACCOUNT])
        secret: String
      }
      type Mutation { raise: Int }
      type Dish @key(fields: "id") { id: ID! }`,
    resolvers: {
      Query: {
        dishes: () => dishes,
        dish: (_: unknown, { id }: { id: string }) => dishes.find((dish) => dish.id === id),
        favourites: (_: unknown, __: unknown, identity: Identity) =>
          dishes.filter(({ id }) => accountOf(identity).length % Number(id) === 0),
        secret: (_: unknown, __: unknown, identity: Identity) => JSON.stringify(identity),
      },
      Mutation: { raise: () => (price += 1) },
    },
  },
  kitchen: {
    typeDefs: `
      type Query { kitchen: String @audience(of: []) }
      type Dish @key(fields: "id") {
        id: ID!
        name: String @audience(of: [])
        price: Int @audience(of: [])
        own: String @audience(of: [ACCOUNT])
        staff: String @audience(of: [ROLES])
        bad: String! @audience(of: [])
        private: String
      }`,
    resolvers: {
      Query: { kitchen: () => 'open' },
      Dish: {
        __resolveReference: (dish: object) => dish,
        name: ({ id }: { id: string }) => `dish ${id}`,
        price: () => price,
        own: (_: unknown, __: unknown, identity: Identity) => accountOf(identity),
        staff: (_: unknown, __: unknown, identity: Identity) => rolesOf(identity),
        bad: ({ id }: { id: string }) => (id === '2' ? null : `bad ${id}`),
        private: (_: unknown, __: unknown, identity: Identity) => JSON.stringify(identity),
      },
    },
  },
};

const parts = Object.entries(SUBGRAPHS).map(([name, { typeDefs, resolvers }]) => ({
  name,
  url: `http://${name}.test`,
  typeDefs: parse(LINKS + typeDefs),
  resolvers,
}));
const { supergraphSdl = '' } = composeServices(parts);
const supergraph = buildSupergraph(supergraphSdl);
const audiences = new Audiences(declarationsOf(supergraph));

class Scene {
  asked = 0;
  /** Waited for by every answer. */
  gate: Promise<void> = Promise.resolve();
  readonly #changes = new AccountChanges();
  readonly #transports = new Map(
    parts.map((part) => [part.name, this.#transport(buildSubgraphSchema([part as never]))]),
  );
  readonly alone = createPlanExecutor(this.#transports);
  readonly together = queriesShared(
    createPlanExecutor(this.#transports, {
      ofOperations: whereDeclared(audiences, new Moments(audiences, 'this turn')),
    }),
    audiences,
    this.#changes,
  );

  #transport(schema: GraphQLSchema): SubgraphTransport {
    return {
      send: async ({ operation, variables, caller }) => {
        this.asked += 1;
        const result = await graphql({
          schema,
          source: operation.query,
          variableValues: JSON.parse(variables) as Record<string, unknown>,
          contextValue: caller.identity,
        });
        // As it was when it was asked, whenever it arrives.
        const text = JSON.stringify(result);
        await this.gate;
        if (operation.kind === 'mutation') this.#changes.changed(caller.identity);
        return JSON.parse(text) as SubgraphAnswer;
      },
      close: () => Promise.resolve(),
    };
  }
}

const operations = new Map<string, PreparedOperation>();
function operationOf(source: string): PreparedOperation {
  let operation = operations.get(source);
  if (operation === undefined) {
    const document = parse(source);
    operation = new PreparedOperation(document, getOperationAST(document)!, supergraph);
    operations.set(source, operation);
  }
  return operation;
}

const callerOf = (identity: Identity): Caller => ({
  identity,
  scope: { requestId: 'request-1', traceparent: '' },
});
const user = (accountId: string, roles: UserIdentity['roles'] = []): UserIdentity => ({
  kind: 'user',
  accountId,
  roles,
  scopes: [],
  memberships: [],
  sessionId: `session of ${accountId}`,
  expiresAt: 4_000_000_000_000,
});

async function answer(
  executor: PlanExecutor,
  source: string,
  identity: Identity,
  variables: Record<string, unknown> = {},
): Promise<string> {
  const answered = await executor.answer(operationOf(source), variables, callerOf(identity));
  return answered.toText(({ message, path }) => ({ message, ...(path ? { path } : {}) }));
}

const FIELDS = ['id', 'name', 'price', 'own', 'staff', 'bad', 'private', '...Named'];
const source = fc
  .record({
    root: fc.constantFrom('dishes', 'favourites', 'dish(id: $id)'),
    fields: fc.uniqueArray(fc.constantFrom(...FIELDS), { minLength: 1 }),
    more: fc.subarray(['secret', 'kitchen']),
  })
  .map(({ root, fields, more }) => {
    const fragment = fields.includes('...Named') ? 'fragment Named on Dish { name own }' : '';
    const needsId = root.includes('$id') ? '($id: ID!)' : '';
    return `query Q${needsId} { ${root} { ${fields.join(' ')} } ${more.join(' ')} } ${fragment}`;
  });
const identity = fc.oneof(
  fc.constant<Identity>(ANONYMOUS),
  fc
    .record({
      accountId: fc.constantFrom('ann', 'bert', 'cleo'),
      roles: fc.subarray<UserIdentity['roles'][number]>(['CUSTOMER', 'DRIVER', 'ADMIN']),
    })
    .map(({ accountId, roles }): Identity => user(accountId, roles)),
);

/** Few queries for many callers, so that they meet. */
const crowd = fc
  .tuple(
    fc.array(source, { minLength: 1, maxLength: 2 }),
    fc.array(fc.record({ pick: fc.nat(), identity, id: fc.constantFrom('1', '2') }), {
      minLength: 2,
      maxLength: 12,
    }),
  )
  .map(([sources, asked]) =>
    asked.map(({ pick, identity: who, id }) => {
      const text = sources[pick % sources.length]!;
      return { text, who, variables: text.includes('$id') ? { id } : {} };
    }),
  );

test('queries of many callers at once are answered as each alone', async () => {
  await fc.assert(
    fc.asyncProperty(crowd, async (asked) => {
      const scene = new Scene();
      const all = (executor: PlanExecutor): Promise<string[]> =>
        Promise.all(
          asked.map(({ text, who, variables }) => answer(executor, text, who, { ...variables })),
        );
      const together = await all(scene.together);
      const costTogether = scene.asked;
      expect(together).toEqual(await all(scene.alone));
      expect(costTogether).toBeLessThanOrEqual(scene.asked - costTogether);
    }),
    { numRuns: 60 },
  );
});

describe('callers who ask the same at once', () => {
  const cost = async (
    text: string,
    one: Identity,
    other: Identity,
    variables = [{}, {}],
  ): Promise<number> => {
    const scene = new Scene();
    await Promise.all([
      answer(scene.together, text, one, variables[0]),
      answer(scene.together, text, other, variables[1]),
    ]);
    return scene.asked;
  };

  test('cost one run where they are told the same', async () => {
    expect(await cost('{ dishes { name } }', user('ann'), user('bert'))).toBe(2);
    expect(await cost('{ dishes { own } }', user('ann'), user('ann', ['ADMIN']))).toBe(2);
    const fragments = '{ dishes { ...N } } fragment N on Dish { name }';
    expect(await cost(fragments, user('ann'), user('bert'))).toBe(2);
    expect(
      await cost('{ dishes { staff } }', user('ann', ['ADMIN']), user('bert', ['ADMIN'])),
    ).toBe(2);
  });

  test('share what they can where something is their own', async () => {
    expect(await cost('{ dishes { name } secret }', user('ann'), user('bert'))).toBe(3);
  });

  test('share nothing where they are told apart', async () => {
    expect(await cost('{ dishes { own } }', user('ann'), user('bert'))).toBe(4);
    expect(await cost('{ dishes { private } }', user('ann'), user('ann', ['ADMIN']))).toBe(4);
    expect(await cost('{ kitchen }', user('ann'), ANONYMOUS)).toBe(2);
  });

  test('share nothing with other variables', async () => {
    const text = 'query ($id: ID!) { dish(id: $id) { id } }';
    expect(await cost(text, ANONYMOUS, ANONYMOUS, [{ id: '1' }, { id: '2' }])).toBe(2);
    expect(await cost(text, ANONYMOUS, ANONYMOUS, [{ id: '1' }, { id: '1' }])).toBe(1);
  });
});

test('an execution is of who its caller was when it began', async () => {
  const scene = new Scene();
  const session = { identity: user('ann', ['CUSTOMER']) };
  const caller = new CallerLike(session, callerOf(ANONYMOUS).scope);
  const { together } = scene;
  const answering = together.answer(operationOf('{ dishes { staff } secret }'), {}, caller);
  // Somebody else may have joined a part of it.
  session.identity = user('ann', ['ADMIN']);
  const { data } = await answering;
  expect(data).toContain('"staff":"CUSTOMER"');
});

test('nobody joins a query that began before their own mutation, others do', async () => {
  price = 0;
  const scene = new Scene();
  const open = Promise.withResolvers<void>();
  scene.gate = open.promise;
  const read = (identity: Identity): Promise<string> =>
    answer(scene.together, '{ dish(id: "1") { price } }', identity);
  const before = read(user('ann'));
  while (scene.asked === 0) await new Promise((resolve) => setImmediate(resolve));
  scene.gate = Promise.resolve();
  await answer(scene.together, 'mutation { raise }', user('bert', ['ADMIN']));
  const raised = price;
  const [own, others] = [read(user('bert')), read(user('cleo'))];
  expect(await own).toBe(`{"data":{"dish":{"price":${raised}}}}`);
  open.resolve();
  // Cleo joined Bert's, which is the newer one.
  expect(await Promise.all([before, others])).toEqual([await own, await own]);
});
