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
import { createExample } from './examples.ts';
import { startRestaurants, type StartedRestaurants } from './started-restaurants.ts';

const schema = buildSubgraph({
  schemaPath: fileURLToPath(new URL('../schema.graphql', import.meta.url)),
  resolvers: {},
});
const declared = declaredAudiences(schema).map(
  (each) => [`${each.type}.${each.field}`, each] as const,
);

let restaurants: StartedRestaurants;
let said: Record<string, Map<Identity, Answers>>;
beforeAll(async () => {
  restaurants = await startRestaurants();
  const { id, owner, soup, arepa } = await createExample(restaurants);
  const accounts = owner.kind === 'user' ? [owner.accountId] : [];
  const callers = everyCaller({ accounts, restaurantId: id });
  const { ask } = restaurants;
  said = {
    Restaurant: await askEverybody(schema, 'Restaurant', [id], callers, ask),
    MenuItem: await askEverybody(schema, 'MenuItem', [soup, arepa], callers, ask),
  };
});
afterAll(() => restaurants.close());

describe('what is declared to count of a caller', () => {
  test('is declared of every field of an entity', () => {
    expect(silentEntityFields(schema)).toEqual([]);
  });

  test.each(declared)('is all that does: %s', (_name, declaration) => {
    expect(faultsOf(declaration, said[declaration.type])).toEqual([]);
  });
});
