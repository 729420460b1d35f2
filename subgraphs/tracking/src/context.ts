import { byKey, createLoader, type Identity } from '@tiffin/service';
import { ordersByIds } from './orders/order-statements.ts';
import type { LivePosition } from './positions/live-position.ts';
import type { Services } from './services.ts';

/** What a resolver works with: on whose behalf, with what. Made anew for every request and event. */
export interface Context {
  readonly identity: Identity;
  readonly services: Services;
  readonly loaders: ReturnType<typeof createLoaders>;
}

export function createContext(services: Services, identity: Identity): Context {
  return { identity, services, loaders: createLoaders(services) };
}

function createLoaders({ database: { pool }, lastPositions, log }: Services) {
  return {
    order: createLoader(async (ids: readonly string[]) =>
      byKey(await ordersByIds(pool, ids), ({ id }) => id),
    ),
    /** Null where Redis knows none; also while it is away, as a missing marker fails no screen. */
    lastPosition: createLoader(async (driverIds: readonly string[]) => {
      try {
        return await lastPositions.of(driverIds);
      } catch (err) {
        log.warn({ err }, 'last positions cannot be read');
        return new Map<string, LivePosition>();
      }
    }),
  };
}
