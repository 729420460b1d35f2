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

  test('names only root fields that there are', () => {
    const schema = buildSchema(readFileSync(join(REPOSITORY, 'schema/api.graphql'), 'utf8'), {
      assumeValidSDL: true,
    });
    const named = [...policy.never, ...policy.levels.flatMap(({ fields }) => fields)];
    const unknown = named.filter((field) => {
      const [type = '', name = ''] = field.split('.');
      const found = schema.getType(type);
      return found === undefined || !('getFields' in found) || !(name in found.getFields());
    });
    expect(unknown).toEqual([]);
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

  test.each([
    [{}],
    [{ levels: [] }],
    [{ levels: [{ name: 'Loud Name' }] }],
    [{ levels: [{ name: 'a', fields: ['noType'] }] }],
    [{ levels: [{ name: 'a', eventIntervalMs: 0 }] }],
    [{ levels: [{ name: 'a', unheardOf: true }] }],
  ])('that is not one is refused: %j', async (policy) => {
    expect(await readingOf(policy)).toThrow('is not a policy of shedding');
  });

  test('that is not there is refused in one line', () => {
    expect(() => readSheddingPolicy(join(folder, 'none'))).toThrow(/^SHEDDING .*none/);
  });
});
