import type { Identity } from '@tiffin/service';
import { createMenuItemLoader, createSectionsLoader } from './menu/menu-loading.ts';
import { createRestaurantLoader } from './profile/restaurant-loading.ts';
import type { Services } from './services.ts';

/** What a resolver works with: on whose behalf, with what. Made anew for every request. */
export interface Context {
  readonly identity: Identity;
  readonly services: Services;
  readonly loaders: {
    readonly restaurant: ReturnType<typeof createRestaurantLoader>;
    readonly menuItem: ReturnType<typeof createMenuItemLoader>;
    /** The sections of a restaurant's menu, by the restaurant's id. */
    readonly sections: ReturnType<typeof createSectionsLoader>;
  };
}

export function createContext(services: Services, identity: Identity): Context {
  const { pool } = services.database;
  return {
    identity,
    services,
    loaders: {
      restaurant: createRestaurantLoader(pool),
      menuItem: createMenuItemLoader(pool),
      sections: createSectionsLoader(pool),
    },
  };
}
