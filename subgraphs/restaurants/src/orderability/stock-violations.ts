import type { MenuItem } from '../menu/menu.ts';
import type { OrderLine } from './order-lines.ts';
import { violation, type Violation } from './violation.ts';

/**
 * The lines for which too few are left, counting an item over all of its lines: the lines that come
 * first get what there is.
 */
export function stockViolations(
  lines: readonly Pick<OrderLine, 'menuItemId' | 'quantity'>[],
  items: ReadonlyMap<string, Pick<MenuItem, 'name' | 'stock'>>,
): Violation[] {
  const taken = new Map<string, number>();
  return lines.flatMap(({ menuItemId, quantity }, index) => {
    const item = items.get(menuItemId);
    if (item === undefined || item.stock === null) return [];
    const sum = (taken.get(menuItemId) ?? 0) + quantity;
    taken.set(menuItemId, sum);
    if (sum <= item.stock) return [];
    return [violation('OUT_OF_STOCK', `${item.name}: ${item.stock} left.`, index)];
  });
}
