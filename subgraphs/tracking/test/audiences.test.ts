import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSubgraph, type Identity } from '@tiffin/service';
import {
  askEverybody,
  declaredAudiences,
  everyCaller,
  faultsOf,
  silentEntityFields,
  firstEvents,
  type AudienceAnswer,
  type Answers,
} from '@tiffin/service/testing';
import { cellOf } from '@tiffin/kernel';
import { at, RESTAURANT, Scene } from './scene.ts';
import { startTracking, type StartedTracking } from './started-tracking.ts';

const schema = buildSubgraph({
  schemaPath: fileURLToPath(new URL('../schema.graphql', import.meta.url)),
  resolvers: {},
});
const declared = declaredAudiences(schema).map(
  (each) => [`${each.type}.${each.field}`, each] as const,
);

let tracking: StartedTracking;
let said: Record<string, Map<Identity, Answers>>;

/** Estimates differ by when they are asked for: that there is one counts. */
function timeless<T>(answer: T): T {
  const text = JSON.stringify(answer, (name, value: unknown) =>
    name === 'eta' && value !== null ? 'some' : value,
  );
  return JSON.parse(text) as T;
}

beforeAll(async () => {
  tracking = await startTracking();
  const scene = new Scene(tracking);
  await scene.order('PLACED', 'CONFIRMED');
  await scene.startShift();
  await scene.delivery('assigned');
  await scene.report([at(RESTAURANT, Date.now())]);
  const { customerId, driverId, restaurantId, orderId } = scene;
  const callers = everyCaller({ accounts: [customerId, driverId], restaurantId });
  const ask = async (query: string, variables: Record<string, unknown>, identity: Identity) =>
    timeless<AudienceAnswer>(await tracking.ask(query, variables, identity));
  const follow = async (query: string, variables: Record<string, unknown>, identity: Identity) => {
    const events = await tracking.subscribe(query, variables, identity);
    return {
      next: async () => timeless(await events.next()),
      return: async () => (await events.return?.()) ?? { done: true as const, value: undefined },
    };
  };
  const followed = (field: string, args: string, leaveOutRefused: boolean) =>
    firstEvents(schema, { field, args }, callers, follow, { leaveOutRefused });
  said = {
    Order: await askEverybody(schema, 'Order', [orderId], callers, ask),
    'Subscription.deliveryTracking': await followed(
      'deliveryTracking',
      `(orderId: "${orderId}")`,
      false,
    ),
    'Subscription.driverPositions': await followed(
      'driverPositions',
      `(cells: ["${cellOf(RESTAURANT, 8)}"])`,
      true,
    ),
  };
}, 60_000);
afterAll(() => tracking.close());

describe('what is declared to count of a caller', () => {
  test('is declared of every field of an entity', () => {
    expect(silentEntityFields(schema)).toEqual([]);
  });

  test.each(declared)('is all that does: %s', (name, declaration) => {
    expect(faultsOf(declaration, said[name] ?? said[declaration.type])).toEqual([]);
  });
});
