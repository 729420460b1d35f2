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
import { authorise, newOrder } from './started/operations.ts';
import { startPayments, type StartedPayments } from './started/payments.ts';

const schema = buildSubgraph({
  schemaPath: fileURLToPath(new URL('../schema.graphql', import.meta.url)),
  resolvers: {},
});
const declared = declaredAudiences(schema).map(
  (each) => [`${each.type}.${each.field}`, each] as const,
);

let payments: StartedPayments;
let said: Record<string, Map<Identity, Answers>>;
beforeAll(async () => {
  payments = await startPayments();
  const order = newOrder();
  const { data } = await authorise(payments, order);
  const { id } = data.authorisePayment.payment as { id: string };
  const { customerId, restaurantId } = order;
  const callers = everyCaller({ accounts: [customerId], restaurantId });
  const { ask } = payments;
  said = {
    Payment: await askEverybody(schema, 'Payment', [id], callers, ask),
    Order: await askEverybody(schema, 'Order', [order.orderId], callers, ask),
  };
});
afterAll(() => payments.close());

describe('what is declared to count of a caller', () => {
  test('is declared of every field of an entity', () => {
    expect(silentEntityFields(schema)).toEqual([]);
  });

  test.each(declared)('is all that does: %s', (_name, declaration) => {
    expect(faultsOf(declaration, said[declaration.type])).toEqual([]);
  });
});
