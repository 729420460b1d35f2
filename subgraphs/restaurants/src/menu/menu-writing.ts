import { statement } from '@tiffin/database';
import type { DomainInstant } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import { restaurantsPolicy } from '../policy.ts';
import { appendMovements, type StockMovement } from '../stock/stock-movements.ts';
import { readMenuItems } from './menu-rows.ts';
import type { MenuItem } from './menu.ts';
import type { PlannedItem, PlannedMenu } from './planned-menu.ts';

const lockStatement = statement(
  'restaurants.lock-items-of',
  `SELECT id FROM restaurants.menu_item WHERE restaurant_id = $1 ORDER BY id FOR NO KEY UPDATE`,
);
/** Deleting sections takes their items off the menu; deleting choices takes their options along. */
const clearStatement = statement(
  'restaurants.clear-menu',
  `WITH sections AS (DELETE FROM restaurants.menu_section WHERE restaurant_id = $1)
   DELETE FROM restaurants.modifier_group WHERE menu_item_id = ANY ($2::uuid[])`,
);
const sectionsStatement = statement(
  'restaurants.insert-sections',
  `INSERT INTO restaurants.menu_section (id, restaurant_id, position, name)
   SELECT id, $1, position, name FROM unnest($2::uuid[], $3::int[], $4::text[]) AS s (id, position, name)`,
);
const itemsStatement = statement(
  'restaurants.upsert-items',
  `INSERT INTO restaurants.menu_item AS known
     (id, restaurant_id, section_id, position, name, description, price_minor, available, stock, version)
   SELECT i.id, $1, i.section_id, i.position, i.name, i.description, i.price_minor, i.available, i.stock, i.version
   FROM unnest(
     $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::bigint[], $8::boolean[], $9::int[], $10::int[]
   ) AS i (id, section_id, position, name, description, price_minor, available, stock, version)
   ON CONFLICT (id) DO UPDATE SET
     section_id = excluded.section_id, position = excluded.position, name = excluded.name,
     description = excluded.description, price_minor = excluded.price_minor,
     available = excluded.available, stock = excluded.stock, version = excluded.version`,
);
const groupsStatement = statement(
  'restaurants.insert-modifier-groups',
  `INSERT INTO restaurants.modifier_group (id, menu_item_id, position, name, minimum, maximum)
   SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::int[], $6::int[])`,
);
const optionsStatement = statement(
  'restaurants.insert-modifier-options',
  `INSERT INTO restaurants.modifier_option (id, group_id, position, name, price_delta_minor, available)
   SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::bigint[], $6::boolean[])`,
);
const versionStatement = statement(
  'restaurants.menu-changed',
  `UPDATE restaurants.restaurant SET menu_version = menu_version + 1 WHERE id = $1`,
);

/** Everything a restaurant ever offered, by id, locked in the order of ids as reservations do. */
export async function lockItemsOf(
  client: ClientBase,
  restaurantId: string,
): Promise<Map<string, MenuItem>> {
  const { rows } = await client.query<{ id: string }>({ ...lockStatement, values: [restaurantId] });
  const items = await readMenuItems(
    client,
    rows.map((row) => row.id),
  );
  return new Map(items.map((item) => [item.id, item]));
}

/** Tells readers that something on the menu is different now. */
export async function menuChanged(client: ClientBase, restaurantId: string): Promise<void> {
  await client.query({ ...versionStatement, values: [restaurantId] });
}

/** Writes a planned menu in the place of the one there is. The existing items are locked. */
export async function writeMenu(
  client: ClientBase,
  restaurantId: string,
  plan: PlannedMenu,
  existing: ReadonlyMap<string, MenuItem>,
  now: DomainInstant,
): Promise<void> {
  const { sections, items, groups, options } = plan;
  await client.query(`SET LOCAL statement_timeout = ${restaurantsPolicy.menuWriteTimeoutMs}`);
  await client.query({ ...clearStatement, values: [restaurantId, [...existing.keys()]] });
  await client.query({
    ...sectionsStatement,
    values: [restaurantId, ...columns(sections, ['id', 'position', 'name'])],
  });
  const versions = items.map((item) => versionOf(item, existing.get(item.id)));
  await client.query({
    ...itemsStatement,
    values: [
      restaurantId,
      ...columns(items, ['id', 'sectionId', 'position', 'name', 'description']),
      ...columns(items, ['priceMinor', 'available', 'stock']),
      versions,
    ],
  });
  await client.query({
    ...groupsStatement,
    values: columns(groups, ['id', 'itemId', 'position', 'name', 'minimum', 'maximum']),
  });
  await client.query({
    ...optionsStatement,
    values: columns(options, ['id', 'groupId', 'position', 'name', 'priceDeltaMinor', 'available']),
  });
  await appendMovements(client, countsSet(items, versions, existing), now);
  await menuChanged(client, restaurantId);
}

/** A new item begins at 1; an existing one goes up when its count is another. */
function versionOf(item: PlannedItem, known: MenuItem | undefined): number {
  if (known === undefined) return 1;
  return known.stock === item.stock ? known.version : known.version + 1;
}

function countsSet(
  items: readonly PlannedItem[],
  versions: readonly number[],
  existing: ReadonlyMap<string, MenuItem>,
): StockMovement[] {
  return items.flatMap((item, index) => {
    const before = existing.get(item.id)?.stock ?? null;
    if (before === item.stock) return [];
    const version = versions[index] ?? 1;
    const movement: StockMovement = {
      menuItemId: item.id,
      version,
      kind: 'SET',
      change: 0,
      stockAfter: item.stock,
      orderId: null,
    };
    return [movement];
  });
}

/** Rows as columns, for `unnest`. */
function columns<T, K extends keyof T>(rows: readonly T[], keys: readonly K[]): T[K][][] {
  return keys.map((key) => rows.map((row) => row[key]));
}
