import { byKey, createLoader, type Identity } from '@tiffin/service';
import { deliveriesByIds, deliveriesByOrderIds } from './deliveries/delivery-statements.ts';
import { driversByIds } from './drivers/driver-statements.ts';
import type { Services } from './services.ts';

/** What a resolver works with: on whose behalf, with what. Made anew for every request. */
export interface Context {
  readonly identity: Identity;
  readonly services: Services;
  readonly loaders: ReturnType<typeof createLoaders>;
}

export function createContext(services: Services, identity: Identity): Context {
  return { identity, services, loaders: createLoaders(services) };
}

function createLoaders({ database: { pool } }: Services) {
  return {
    driver: createLoader(async (ids: readonly string[]) =>
      byKey(await driversByIds(pool, ids), ({ id }) => id),
    ),
    delivery: createLoader(async (ids: readonly string[]) =>
      byKey(await deliveriesByIds(pool, ids), ({ id }) => id),
    ),
    deliveryOfOrder: createLoader(async (orderIds: readonly string[]) =>
      byKey(await deliveriesByOrderIds(pool, orderIds), ({ orderId }) => orderId),
    ),
  };
}
