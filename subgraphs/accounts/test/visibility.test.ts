import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS, REGISTER, registration } from './operations.ts';
import { anonymous, startAccounts, user, type StartedAccounts } from './started-accounts.ts';
import { countStatements } from './count-statements.ts';

let accounts: StartedAccounts;
let ids: string[];
beforeAll(async () => {
  accounts = await startAccounts();
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => accounts.ask(REGISTER, registration())),
  );
  ids = answers.map(({ data }) => data.register.account.id);
});
afterAll(() => accounts.close());

const representations = (some: readonly string[]) => ({
  representations: some.map((id) => ({ __typename: 'Account', id })),
});

describe('an account referred to by another subgraph', () => {
  test('shows its name alone to others', async () => {
    for (const viewer of [anonymous, user(ids[1]!), user(ids[1]!, { roles: ['DRIVER'] })]) {
      const { data } = await accounts.ask(ACCOUNTS, representations([ids[0]!]), viewer);
      expect(data._entities).toEqual([
        {
          id: ids[0],
          displayName: 'Ana María',
          email: null,
          roles: null,
          createdAt: null,
          memberships: null,
        },
      ]);
    }
  });

  test('shows everything to itself, support and administrators', async () => {
    const viewers = [
      user(ids[0]!),
      user(ids[1]!, { roles: ['SUPPORT'] }),
      user(ids[1]!, { roles: ['ADMIN'] }),
    ];
    for (const viewer of viewers) {
      const { data } = await accounts.ask(ACCOUNTS, representations([ids[0]!]), viewer);
      expect(data._entities[0]).toMatchObject({
        email: expect.stringContaining('@example.com'),
        roles: ['CUSTOMER'],
        memberships: [],
      });
    }
  });

  test('is null when there is none', async () => {
    const { data } = await accounts.ask(ACCOUNTS, representations([crypto.randomUUID(), 'x']));
    expect(data._entities).toEqual([null, null]);
  });

  test('costs one statement for any number of accounts, and one for their memberships', async () => {
    const admin = user(ids[0]!, { roles: ['ADMIN'] });
    const statements = await countStatements(async () => {
      const { data } = await accounts.ask(ACCOUNTS, representations(ids), admin);
      expect(data._entities).toHaveLength(5);
    });
    expect(statements.filter((text) => text.includes('"account"'))).toHaveLength(1);
    expect(statements.filter((text) => text.includes('"restaurant_membership"'))).toHaveLength(1);
  });
});
