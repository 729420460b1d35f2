import { setImmediate as nextTurn } from 'node:timers/promises';
import type DataLoader from 'dataloader';
import {
  byKey,
  createLoader,
  requireUser,
  serveSubgraph,
  TiffinError,
  type Identity,
  type Logger,
  type RunningSubgraph,
  type SubgraphOptions,
} from '../src/index.ts';

export const SECRET = 'a-secret-for-tests-of-at-least-32-bytes';

export const typeDefs = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
  enum UserErrorCode {
    WRONG
  }
  type Dish @key(fields: "id") {
    id: ID!
    name: String
  }
  type Query {
    me: String!
    caller: String!
    now: DateTime!
    echoAt(at: DateTime!): DateTime!
    echoUuid(id: UUID!): UUID!
    typed: String
    defect: String
    slow: String
    requestId: String!
  }
  type Mutation {
    count: Int!
  }
  type Subscription {
    dishes(ids: [ID!]!): Dish
    forever: Int
    broken: Int
    refused(id: UUID): Int
  }
`;

export interface ExampleContext {
  identity: Identity;
  requestId: string;
  dish: DataLoader<string, { id: string; name: string } | null>;
}

/** A subgraph that shows every behaviour the package promises. */
export interface Example {
  subgraph: RunningSubgraph;
  logged: { level: string; facts: object; message: string | undefined }[];
  batches: (readonly string[])[];
  contexts: ExampleContext[];
  /** Lets `slow` answer. */
  release: () => void;
  slowStarted: Promise<void>;
  foreverStarted: Promise<void>;
  foreverEnded: Promise<void>;
  mutations: number;
}

export async function startExample(
  overrides: Partial<SubgraphOptions<ExampleContext>> = {},
): Promise<Example> {
  const gate = Promise.withResolvers<void>();
  const slowStarted = Promise.withResolvers<void>();
  const foreverStarted = Promise.withResolvers<void>();
  const foreverEnded = Promise.withResolvers<void>();
  const logged: Example['logged'] = [];
  const batches: Example['batches'] = [];
  const contexts: ExampleContext[] = [];
  const example = { logged, batches, contexts, mutations: 0 };

  const resolvers = {
    Query: {
      me: (_: unknown, _args: unknown, context: ExampleContext) =>
        requireUser(context.identity).accountId,
      caller: (_: unknown, _args: unknown, { identity }: ExampleContext) =>
        identity.kind === 'service' ? identity.name : identity.kind,
      now: () => new Date(0),
      echoAt: (_: unknown, { at }: { at: string }) => at,
      echoUuid: (_: unknown, { id }: { id: string }) => id,
      typed: () => {
        throw new TiffinError('RATE_LIMITED', 'Slow down.', { details: { retryAfterMs: 500 } });
      },
      defect: () => {
        throw new Error('password=hunter2 at db-7.internal');
      },
      slow: async () => {
        slowStarted.resolve();
        await gate.promise;
        return 'done';
      },
      requestId: (_: unknown, _args: unknown, context: ExampleContext) => context.requestId,
    },
    Mutation: { count: () => (example.mutations += 1) },
    Dish: {
      __resolveReference: ({ id }: { id: string }, context: ExampleContext) =>
        context.dish.load(id),
      name: async ({ id }: { id: string }, _args: unknown, context: ExampleContext) =>
        (await context.dish.load(id))?.name ?? null,
    },
    Subscription: {
      dishes: {
        subscribe: async function* (_: unknown, { ids }: { ids: string[] }) {
          for (const id of ids) {
            await nextTurn();
            yield { dishes: { id } };
          }
        },
      },
      forever: {
        subscribe: () => {
          foreverStarted.resolve();
          const ended = Promise.withResolvers<IteratorResult<never>>();
          return {
            next: () => ended.promise,
            return: () => {
              ended.resolve({ done: true, value: undefined });
              foreverEnded.resolve();
              return Promise.resolve({ done: true, value: undefined });
            },
            [Symbol.asyncIterator]() {
              return this;
            },
          };
        },
      },
      refused: {
        subscribe: () => {
          throw new TiffinError('FORBIDDEN', 'Not yours.');
        },
      },
      broken: {
        subscribe: async function* () {
          yield { broken: 1 };
          await nextTurn();
          throw new Error('password=hunter2');
        },
      },
    },
  };

  const subgraph = await serveSubgraph<ExampleContext>({
    name: 'example',
    typeDefs,
    resolvers,
    port: 0,
    identitySecret: SECRET,
    logger: recordingLogger(logged),
    context: ({ identity, requestId }) => {
      const context: ExampleContext = {
        identity,
        requestId,
        dish: createLoader<string, { id: string; name: string }>((ids) => {
          batches.push(ids);
          const known = ids.filter((id) => id !== 'missing');
          return Promise.resolve(
            byKey(
              known.map((id) => ({ id, name: `dish ${id}` })),
              (dish) => dish.id,
            ),
          );
        }),
      };
      contexts.push(context);
      return context;
    },
    ...overrides,
  });
  return Object.assign(example, {
    subgraph,
    release: () => gate.resolve(),
    slowStarted: slowStarted.promise,
    foreverStarted: foreverStarted.promise,
    foreverEnded: foreverEnded.promise,
  });
}

export function recordingLogger(logged: Example['logged']): Logger {
  const at = (level: string) => (facts: object, message?: string) => {
    logged.push({ level, facts, message });
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
