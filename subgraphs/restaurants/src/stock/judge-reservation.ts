import type { OrderLine } from '../orderability/order-lines.ts';
import { stockViolations } from '../orderability/stock-violations.ts';
import { violation, type Violation } from '../orderability/violation.ts';
import type { ItemStock } from './stock-rows.ts';

/** What speaks against reserving these lines in a restaurant. */
export function judgeReservation(
  lines: readonly OrderLine[],
  restaurantId: string,
  items: ReadonlyMap<string, ItemStock>,
): Violation[] {
  const unavailable = lines.flatMap(({ menuItemId }, index) => {
    const item = items.get(menuItemId);
    if (item?.restaurantId === restaurantId && item.onMenu && item.available) return [];
    const name = item?.restaurantId === restaurantId ? item.name : 'This item';
    return [violation('ITEM_UNAVAILABLE', `${name} cannot be ordered now.`, index)];
  });
  return [...unavailable, ...stockViolations(lines, items)];
}
