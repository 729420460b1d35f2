import { createLoader, type Identity } from '@tiffin/service';
import { readHistories } from './following/read-log.ts';
import { readLines, readOrders } from './order/read-orders.ts';
import type { Services } from './services.ts';

/** What a resolver works with: on whose behalf, with what. Made anew for every request and every event. */
export interface Context {
  readonly identity: Identity;
  readonly services: Services;
  readonly loaders: ReturnType<typeof createLoaders>;
}

/** The context of one request. */
export function createContext(services: Services, identity: Identity): Context {
  return { identity, services, loaders: createLoaders(services) };
}

function createLoaders({ database }: Services) {
  const order = createLoader((ids: readonly string[]) => readOrders(database.prisma, ids));
  return {
    order,
    lines: createLoader(async (ids: readonly string[]) => {
      const orders = await order.loadMany(ids);
      const known = orders.flatMap((found) =>
        found === null || found instanceof Error
          ? []
          : [{ id: found.id, currency: found.amounts.total.currency }],
      );
      return readLines(database.prisma, known);
    }),
    history: createLoader((ids: readonly string[]) => readHistories(database, ids)),
  };
}
