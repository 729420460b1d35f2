import { isUuid } from '@tiffin/kernel';
import { byKey, createLoader } from '@tiffin/service';
import type { Pool } from 'pg';
import { restaurantsPolicy } from '../policy.ts';
import { readItemsOfMenus, readMenuItems, readSections } from './menu-rows.ts';
import type { MenuItem, MenuSection } from './menu.ts';

/** Loads menu items by id: three statements for all that a request asks for. */
export function createMenuItemLoader(
  pool: Pool,
): ReturnType<typeof createLoader<string, MenuItem>> {
  return createLoader<string, MenuItem>(async (ids) =>
    byKey(await readMenuItems(pool, ids.filter(isUuid)), (item) => item.id),
  );
}

/** Loads the sections of restaurants' menus with their items: four statements a batch. */
export function createSectionsLoader(
  pool: Pool,
): ReturnType<typeof createLoader<string, MenuSection[]>> {
  return createLoader<string, MenuSection[]>(
    async (restaurantIds) => {
      const [sections, items] = await Promise.all([
        readSections(pool, restaurantIds),
        readItemsOfMenus(pool, restaurantIds),
      ]);
      const bySection = Map.groupBy(items, (item) => item.sectionId);
      const menus = new Map<string, MenuSection[]>();
      for (const { id, name, restaurant_id } of sections) {
        const menu = menus.get(restaurant_id) ?? [];
        menu.push({ id, name, items: bySection.get(id) ?? [] });
        menus.set(restaurant_id, menu);
      }
      return menus;
    },
    { maxBatchSize: restaurantsPolicy.menusPerBatch },
  );
}
