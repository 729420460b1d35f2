import { statement } from '@tiffin/database';
import { money } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import type { ModifierGroup, ModifierOption } from './menu.ts';

type Client = Pick<ClientBase, 'query'>;

interface GroupRow {
  id: string;
  menu_item_id: string;
  name: string;
  minimum: number;
  maximum: number;
}

interface OptionRow {
  id: string;
  group_id: string;
  menu_item_id: string;
  name: string;
  price_delta_minor: string;
  available: boolean;
}

const groupsOfItems = statement(
  'restaurants.modifier-groups-of-items',
  `SELECT id, menu_item_id, name, minimum, maximum FROM restaurants.modifier_group
   WHERE menu_item_id = ANY ($1::uuid[]) ORDER BY menu_item_id, position`,
);
const optionsOfItems = statement(
  'restaurants.modifier-options-of-items',
  `SELECT o.id, o.group_id, g.menu_item_id, o.name, o.price_delta_minor, o.available
   FROM restaurants.modifier_option o JOIN restaurants.modifier_group g ON g.id = o.group_id
   WHERE g.menu_item_id = ANY ($1::uuid[]) ORDER BY o.group_id, o.position`,
);

/**
 * The modifier groups of items, by item, in order: two statements for any number of items.
 * @param currencies the currency of each item, by its id
 */
export async function readModifierGroups(
  client: Client,
  currencies: ReadonlyMap<string, string>,
): Promise<Map<string, ModifierGroup[]>> {
  const found = new Map<string, ModifierGroup[]>();
  if (currencies.size === 0) return found;
  const itemIds = [...currencies.keys()];
  // One after the other: a transaction's client has but one line to the server.
  const groups = await client.query<GroupRow>({ ...groupsOfItems, values: [itemIds] });
  const options = await client.query<OptionRow>({ ...optionsOfItems, values: [itemIds] });
  const byGroup = optionsByGroup(options.rows, currencies);
  for (const row of groups.rows) {
    const { id, name, minimum, maximum } = row;
    const list = found.get(row.menu_item_id) ?? [];
    list.push({ id, name, minimum, maximum, options: byGroup.get(id) ?? [] });
    found.set(row.menu_item_id, list);
  }
  return found;
}

function optionsByGroup(
  rows: readonly OptionRow[],
  currencies: ReadonlyMap<string, string>,
): Map<string, ModifierOption[]> {
  const found = new Map<string, ModifierOption[]>();
  for (const row of rows) {
    const currency = currencies.get(row.menu_item_id);
    if (currency === undefined) continue;
    const list = found.get(row.group_id) ?? [];
    list.push({
      id: row.id,
      name: row.name,
      priceDelta: money(row.price_delta_minor, currency),
      available: row.available,
    });
    found.set(row.group_id, list);
  }
  return found;
}
