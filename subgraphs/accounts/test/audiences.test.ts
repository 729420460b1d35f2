import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSubgraph, type Identity } from '@tiffin/service';
import {
  askEverybody,
  declaredAudiences,
  everyCaller,
  faultsOf,
  silentEntityFields,
  type Answers,
} from '@tiffin/service/testing';
import { GRANT_ROLE, REGISTER, registration, SUSPEND } from './operations.ts';
import { startAccounts, user, type StartedAccounts } from './started-accounts.ts';

const schema = buildSubgraph({
  schemaPath: fileURLToPath(new URL('../schema.graphql', import.meta.url)),
  resolvers: {},
});
const declared = declaredAudiences(schema).map(
  (each) => [`${each.type}.${each.field}`, each] as const,
);

let accounts: StartedAccounts;
let said: Record<string, Map<Identity, Answers>>;
beforeAll(async () => {
  accounts = await startAccounts();
  const { data } = await accounts.ask(REGISTER, registration());
  const id = data.register.account.id as string;
  const admin = user(crypto.randomUUID(), { roles: ['ADMIN'], scopes: ['accounts:admin'] });
  await accounts.ask(GRANT_ROLE, { input: { accountId: id, role: 'PARTNER' } }, admin);
  await accounts.ask(SUSPEND, { input: { accountId: id } }, admin);
  const callers = everyCaller({ accounts: [id], restaurantId: crypto.randomUUID() });
  said = { Account: await askEverybody(schema, 'Account', [id], callers, accounts.ask) };
});
afterAll(() => accounts.close());

describe('what is declared to count of a caller', () => {
  test('is declared of every field of an entity', () => {
    expect(silentEntityFields(schema)).toEqual([]);
  });

  test.each(declared)('is all that does: %s', (_name, declaration) => {
    expect(faultsOf(declaration, said[declaration.type])).toEqual([]);
  });
});
