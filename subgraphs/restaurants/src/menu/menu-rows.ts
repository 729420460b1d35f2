import { statement } from '@tiffin/database';
import { money } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import type { MenuItem } from './menu.ts';
import { readModifierGroups } from './modifier-rows.ts';

type Client = Pick<ClientBase, 'query'>;

interface ItemRow {
  id: string;
  restaurant_id: string;
  section_id: string | null;
  name: string;
  description: string | null;
  price_minor: string;
  available: boolean;
  stock: number | null;
  version: number;
  currency: string;
}

/** A section without its items. */
export interface SectionRow {
  id: string;
  restaurant_id: string;
  name: string;
}

const ITEMS = `
  SELECT i.id, i.restaurant_id, i.section_id, i.name, i.description, i.price_minor, i.available,
    i.stock, i.version, r.currency
  FROM restaurants.menu_item i JOIN restaurants.restaurant r ON r.id = i.restaurant_id`;

const itemsByIds = statement('restaurants.items-by-ids', `${ITEMS} WHERE i.id = ANY ($1::uuid[])`);
const itemsOfMenus = statement(
  'restaurants.items-of-menus',
  `${ITEMS} WHERE i.restaurant_id = ANY ($1::uuid[]) AND i.section_id IS NOT NULL
   ORDER BY i.section_id, i.position`,
);
const sectionsOfMenus = statement(
  'restaurants.sections-of-menus',
  `SELECT id, restaurant_id, name FROM restaurants.menu_section
   WHERE restaurant_id = ANY ($1::uuid[]) ORDER BY restaurant_id, position`,
);

/** The items with these ids, also those that have left their menus, in any order: three statements. */
export async function readMenuItems(client: Client, ids: readonly string[]): Promise<MenuItem[]> {
  const { rows } = await client.query<ItemRow>({ ...itemsByIds, values: [ids] });
  return withModifiers(client, rows);
}

/** The items on the menus of these restaurants, in the order of their sections: three statements. */
export async function readItemsOfMenus(
  client: Client,
  restaurantIds: readonly string[],
): Promise<MenuItem[]> {
  const { rows } = await client.query<ItemRow>({ ...itemsOfMenus, values: [restaurantIds] });
  return withModifiers(client, rows);
}

/** The sections of these restaurants' menus, each menu's in order. */
export async function readSections(
  client: Client,
  restaurantIds: readonly string[],
): Promise<SectionRow[]> {
  const { rows } = await client.query<SectionRow>({ ...sectionsOfMenus, values: [restaurantIds] });
  return rows;
}

async function withModifiers(client: Client, rows: readonly ItemRow[]): Promise<MenuItem[]> {
  const currencies = new Map(rows.map((row) => [row.id, row.currency]));
  const groups = await readModifierGroups(client, currencies);
  return rows.map((row) => ({
    id: row.id,
    restaurantId: row.restaurant_id,
    sectionId: row.section_id,
    name: row.name,
    description: row.description,
    price: money(row.price_minor, row.currency),
    available: row.available,
    stock: row.stock,
    version: row.version,
    modifierGroups: groups.get(row.id) ?? [],
  }));
}
