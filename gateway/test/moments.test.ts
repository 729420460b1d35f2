import { setImmediate as othersTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ANONYMOUS, type Identity } from '@tiffin/service';
import type { EntityFetch } from '../src/execution/plan/entity-fetch.ts';
import type {
  SubgraphAnswer,
  SubgraphOperation,
  SubgraphRequest,
  SubgraphTransport,
} from '../src/execution/transport/subgraph-transport.ts';
import { UNDECLARED } from '../src/declaration/field-declaration.ts';
import { Audiences } from '../src/declaration/audiences.ts';
import { Moments } from '../src/execution/joint/moments.ts';
import { ENTITIES_AT_ONCE, IDLE_KINDS_KEPT } from '../src/execution/execution-policy.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 5_000;

/** Entities are numbers; some have an error, and some cost everybody the answer. */
class Numbers implements SubgraphTransport {
  readonly asked: number[][] = [];
  readonly requests: SubgraphRequest[] = [];
  failing = new Set<number>();
  fatal = new Set<number>();
  /** Waited for before each answer. */
  beforeAnswer: () => Promise<void> = () => Promise.resolve();

  async send(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const { representations } = JSON.parse(request.variables) as { representations: number[] };
    this.asked.push(representations);
    this.requests.push(request);
    await this.beforeAnswer();
    if (representations.some((number) => this.fatal.has(number))) {
      return { data: null, errors: [{ message: 'all of it' }] };
    }
    const errors = representations.flatMap((number, at) =>
      this.failing.has(number) ? [{ message: `no ${number}`, path: ['_entities', at, 'it'] }] : [],
    );
    const _entities = representations.map((number) => ({ it: { number } }));
    return { data: { _entities }, ...(errors.length === 0 ? {} : { errors }) };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const operationOf = (field: string): SubgraphOperation => ({
  query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Dish { ${field} } } }`,
  operationName: undefined,
  kind: 'query',
});
const PUBLIC = operationOf('name');
const DECLARATIONS = new Map([
  ['Dish.name', { ...UNDECLARED, audience: new Set<never>() }],
  ['Dish.viewer', UNDECLARED],
]);

const account = (accountId: string): Identity =>
  ({
    kind: 'user',
    accountId,
    roles: [],
    scopes: [],
    memberships: [],
    sessionId: accountId,
    expiresAt: 0,
  }) as unknown as Identity;

const fetchOf = (
  transport: SubgraphTransport,
  numbers: readonly number[],
  more: Partial<EntityFetch> & { identity?: Identity } = {},
): EntityFetch => ({
  transport,
  operation: PUBLIC,
  others: '',
  texts: numbers.map(String),
  caller: {
    identity: more.identity ?? ANONYMOUS,
    scope: { requestId: 'request-1', traceparent: '' },
  },
  mayShare: false,
  ...more,
});

/** What somebody gets who asks alone. */
async function alone(numbers: Numbers, wanted: readonly number[]): Promise<SubgraphAnswer> {
  const own = new Numbers();
  own.failing = numbers.failing;
  own.fatal = numbers.fatal;
  return own.send({
    ...fetchOf(own, wanted),
    variables: `{"representations":[${wanted.join(',')}]}`,
  });
}

/** Errors in no order that means anything. */
const inOrder = ({ data, errors = [] }: SubgraphAnswer = {}): SubgraphAnswer => ({
  data: data ?? null,
  errors: errors.toSorted((one, other) => (one.message < other.message ? -1 : 1)),
});

describe('entities that events of one moment ask for', () => {
  test('are asked for at once, and each gets what it would have got alone, free to change it', async () => {
    const wanted = fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(wanted, { minLength: 1, maxLength: 8 }),
        fc.uniqueArray(fc.nat(9), { maxLength: 3 }),
        fc.uniqueArray(fc.nat(30), { maxLength: 1 }),
        async (askers, failing, fatal) => {
          const numbers = new Numbers();
          numbers.failing = new Set(failing);
          numbers.fatal = new Set(fatal);
          const moments = new Moments(new Audiences(DECLARATIONS));
          const answers = await Promise.all(
            askers.map((each) => moments.ask(fetchOf(numbers, each))),
          );
          expect(new Set(numbers.asked[0])).toEqual(new Set(askers.flat()));
          for (const [index, each] of askers.entries()) {
            expect(inOrder(answers[index])).toEqual(inOrder(await alone(numbers, each)));
            // What one does to its answer is nobody else's.
            const entities = answers[index]?.data?.['_entities'] as { it: object }[] | undefined;
            for (const { it } of entities ?? []) Object.assign(it, { number: -1 });
          }
          const isFatal = askers.flat().some((number) => numbers.fatal.has(number));
          if (!isFatal) expect(numbers.asked).toHaveLength(1);
        },
      ),
    );
  });

  test.each([
    ['callers whom a field tells apart', { operation: operationOf('viewer') }, 2],
    ['callers whom it does not', {}, 1],
  ])('of %s', async (_name, more, fetches) => {
    const numbers = new Numbers();
    const moments = new Moments(new Audiences(DECLARATIONS));
    const asking = ['ann', 'ben'].map((name) =>
      moments.ask(fetchOf(numbers, [1], { ...more, identity: account(name) })),
    );
    await within(WAIT_MS, Promise.all(asking));
    expect(numbers.asked).toHaveLength(fetches);
  });

  test('join a read under way only if there is one asker, whom it is new enough for', async () => {
    const numbers = new Numbers();
    const moments = new Moments(new Audiences(DECLARATIONS), 'this turn');
    const ask = (wanted: readonly number[]): Promise<SubgraphAnswer> =>
      moments.ask(fetchOf(numbers, wanted, { mayShare: true }));
    await ask([1]);
    await Promise.all([ask([1]), ask([2])]);
    expect(numbers.requests.map(({ mayShare }) => mayShare)).toEqual([true, false]);
  });

  test('of other words or other variables go apart', async () => {
    const numbers = new Numbers();
    const moments = new Moments(new Audiences(DECLARATIONS));
    const asking = [
      fetchOf(numbers, [1]),
      fetchOf(numbers, [1], { others: '"size":1' }),
      fetchOf(numbers, [1], { operation: operationOf('name') }),
    ].map((fetch) => moments.ask(fetch));
    await within(WAIT_MS, Promise.all(asking));
    expect(numbers.requests.map(({ variables }) => variables)).toEqual([
      '{"representations":[1]}',
      '{"size":1,"representations":[1]}',
      '{"representations":[1]}',
    ]);
  });

  test('that come while one is under way gather until it is answered, or have waited long enough', async () => {
    const numbers = new Numbers();
    const first = Promise.withResolvers<void>();
    numbers.beforeAnswer = () => (numbers.asked.length === 1 ? first.promise : Promise.resolve());
    const moments = new Moments(new Audiences(DECLARATIONS));
    const held = moments.ask(fetchOf(numbers, [1]));
    await new Promise((resolve) => setImmediate(resolve));
    const later = [2, 3, 2].map((number) => moments.ask(fetchOf(numbers, [number])));
    // The first is not answered: they do not wait for it.
    await within(WAIT_MS, Promise.all(later));
    expect(numbers.asked).toEqual([[1], [2, 3]]);
    first.resolve();
    await within(WAIT_MS, held);
    await within(WAIT_MS, moments.ask(fetchOf(numbers, [4])));
    expect(numbers.asked.at(-1)).toEqual([4]);
  });

  test('are so many in one fetch, and the bound is exact', async () => {
    const numbers = new Numbers();
    const moments = new Moments(new Audiences(DECLARATIONS));
    const asking = Array.from({ length: ENTITIES_AT_ONCE + 1 }, (_, number) =>
      moments.ask(fetchOf(numbers, [number])),
    );
    await within(WAIT_MS, Promise.all(asking));
    expect(numbers.asked.map(({ length }) => length)).toEqual([ENTITIES_AT_ONCE, 1]);
  });

  test('that cannot be had are told to all who asked', async () => {
    const numbers = new Numbers();
    numbers.beforeAnswer = () => Promise.reject(new Error('down'));
    const moments = new Moments(new Audiences(DECLARATIONS));
    const asking = [1, 2].map((number) => moments.ask(fetchOf(numbers, [number])));
    const outcomes = await within(WAIT_MS, Promise.allSettled(asking));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(numbers.asked).toHaveLength(1);
  });
});

describe('callers and variables of a fetch', () => {
  const kind = (index: number): { others: string } => ({ others: `"size":${index}` });
  const MANY = 3 * IDLE_KINDS_KEPT;

  test('are known as long as somebody asks; of those that rest, so many stay', async () => {
    const numbers = new Numbers();
    const moments = new Moments(new Audiences(DECLARATIONS));
    for (let index = 0; index <= IDLE_KINDS_KEPT; index += 1) {
      await within(WAIT_MS, moments.ask(fetchOf(numbers, [1], kind(index))));
      await othersTurn();
      const known = Math.min(index + 1, IDLE_KINDS_KEPT);
      expect(moments.kindsOf(numbers, PUBLIC)).toBe(known);
    }
    // Whether it stayed or was forgotten, who asks again notices nothing.
    for (const index of [0, IDLE_KINDS_KEPT]) {
      await within(WAIT_MS, moments.ask(fetchOf(numbers, [2], kind(index))));
    }
    expect(numbers.requests.slice(-2).map(({ variables }) => variables)).toEqual([
      '{"size":0,"representations":[2]}',
      `{"size":${IDLE_KINDS_KEPT},"representations":[2]}`,
    ]);
  });

  test('are never forgotten while one is under way, however many there are', async () => {
    const numbers = new Numbers();
    const held = Promise.withResolvers<void>();
    numbers.beforeAnswer = () => held.promise;
    const moments = new Moments(new Audiences(DECLARATIONS), 'this turn');
    const askAll = (number: number): Promise<SubgraphAnswer>[] =>
      Array.from({ length: MANY }, (_, index) =>
        moments.ask(fetchOf(numbers, [number], kind(index))),
      );
    // Twice each: what asks for the same kind in the same turn goes together.
    const asking = [...askAll(1), ...askAll(2)];
    expect(moments.kindsOf(numbers, PUBLIC)).toBe(MANY);
    await othersTurn();
    expect(numbers.asked).toHaveLength(MANY);
    const later = askAll(3);
    expect(moments.kindsOf(numbers, PUBLIC)).toBe(MANY);
    held.resolve();
    await within(WAIT_MS, Promise.all([...asking, ...later]));
    await othersTurn();
    expect(numbers.asked).toHaveLength(2 * MANY);
    expect(new Set(numbers.asked.map(String))).toEqual(new Set(['1,2', '3']));
    expect(moments.kindsOf(numbers, PUBLIC)).toBe(IDLE_KINDS_KEPT);
  });
});
