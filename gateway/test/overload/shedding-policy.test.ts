import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { readSheddingPolicy } from '../../src/overload/shedding-policy.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../..');
const OURS = join(REPOSITORY, 'gateway/policy/shedding.json');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shedding-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function readingOf(policy: unknown): Promise<() => unknown> {
  const path = join(folder, 'policy.json');
  await writeFile(path, JSON.stringify(policy));
  return () => readSheddingPolicy(path);
}

describe('the policy of the platform', () => {
  const policy = readSheddingPolicy(OURS);

  test('decides for every root field, once', () => {
    const schema = buildSchema(readFileSync(join(REPOSITORY, 'schema/api.graphql'), 'utf8'), {
      assumeValidSDL: true,
    });
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map((name) => `${type?.name}.${name}`),
    );
    const { levels, never, neverForKnown } = policy;
    const named = [...never, ...neverForKnown, ...levels.flatMap((level) => level.fields)];
    expect(named.toSorted()).toEqual(fields.toSorted());
  });

  test('sheds in the order agreed on, and never placing, status or money', () => {
    expect(policy.levels.map(({ name }) => name)).toEqual([
      'recommendations',
      'live-positions',
      'promotions',
      'onboarding',
      'order-only',
    ]);
    expect(policy.levels[1]?.eventIntervalMs).toBe(30_000);
    expect(policy.never).toEqual(
      expect.arrayContaining([
        'Mutation.placeOrder',
        'Mutation.refundPayment',
        'Query.order',
        'Query.ledgerBalances',
        'Subscription.orderStatusChanged',
      ]),
    );
  });
});

describe('a policy', () => {
  test('that sheds what must never be shed is refused', async () => {
    const policy = { levels: [{ name: 'all', fields: ['Query.a'] }], never: ['Query.a'] };
    expect(await readingOf(policy)).toThrow('Query.a is never shed');
  });

  test('that sheds for everybody what those we know must always have is refused', async () => {
    const policy = { levels: [{ name: 'all', fields: ['Query.a'] }], neverForKnown: ['Query.a'] };
    expect(await readingOf(policy)).toThrow('Query.a is never shed');
  });

  test.each([
    [{}],
    [{ levels: [] }],
    [{ levels: [{ name: 'Loud Name' }] }],
    [{ levels: [{ name: 'a', fields: ['noType'] }] }],
    [{ levels: [{ name: 'a', eventIntervalMs: 0 }] }],
    [{ levels: [{ name: 'a', unheardOf: true }] }],
    [{ levels: [{ name: 'a', strangers: ['NOBODY'] }] }],
  ])('that is not one is refused: %j', async (policy) => {
    expect(await readingOf(policy)).toThrow('is not a policy of shedding');
  });

  test('that is not there is refused in one line', () => {
    expect(() => readSheddingPolicy(join(folder, 'none'))).toThrow(/^SHEDDING .*none/);
  });
});
