import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSubgraph, type Identity } from '@tiffin/service';
import {
  askEverybody,
  askQueries,
  declaredAudiences,
  everyCaller,
  faultsOf,
  selectionOf,
  silentEntityFields,
  type Answers,
} from '@tiffin/service/testing';
import { createExample, HERE } from './examples.ts';
import { startRestaurants, type StartedRestaurants } from './started-restaurants.ts';

const schema = buildSubgraph({
  schemaPath: fileURLToPath(new URL('../schema.graphql', import.meta.url)),
  resolvers: {},
});
const declared = declaredAudiences(schema).map(
  (each) => [`${each.type}.${each.field}`, each] as const,
);

const everythingOf = (type: string): string => selectionOf(schema.getType(type)) ?? '';

/** What is declared of fields of `Query`, with everything below it. */
const queriesOf = (id: string): Parameters<typeof askQueries>[0] => ({
  restaurant: {
    query: `query ($id: ID!) { restaurant(id: $id) ${everythingOf('Restaurant')} }`,
    variables: { id },
  },
  restaurantsNearby: {
    query: `query ($near: GeoPointInput!) {
      restaurantsNearby(near: $near, openNow: false) ${everythingOf('RestaurantConnection')} }`,
    variables: { near: HERE },
  },
});

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
    Query: await askQueries(queriesOf(id), callers, ask),
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
