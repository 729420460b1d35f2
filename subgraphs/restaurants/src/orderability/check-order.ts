import { isInside, type GeoPoint } from '@tiffin/kernel';
import { isOpenAt } from '../hours/is-open-at.ts';
import { canBeOrdered, type MenuItem } from '../menu/menu.ts';
import type { Restaurant } from '../profile/restaurant.ts';
import type { OrderLine } from './order-lines.ts';
import { priceLine, type PricedLine } from './price-line.ts';
import { stockViolations } from './stock-violations.ts';
import { violation, type Violation } from './violation.ts';

/** An order that might be placed. */
export interface PossibleOrder {
  readonly lines: readonly OrderLine[];
  /** Null when the customer picks it up. */
  readonly deliverTo: GeoPoint | null;
  /** When the kitchen would get it, domain time. */
  readonly atMs: number;
}

/** What it would meet. */
export interface Verdict {
  /** The lines whose item exists, in order, with their prices. */
  readonly lines: readonly PricedLine[];
  readonly violations: readonly Violation[];
}

/**
 * Everything that speaks against an order, together, and its prices.
 * @param items the items its lines name, by id, whosever they are
 */
export function checkOrder(
  restaurant: Restaurant,
  items: ReadonlyMap<string, MenuItem>,
  { lines, deliverTo, atMs }: PossibleOrder,
): Verdict {
  const own = new Map([...items].filter(([, item]) => item.restaurantId === restaurant.id));
  const violations = [
    ...openingViolations(restaurant, atMs),
    ...zoneViolations(restaurant, deliverTo),
    ...itemViolations(lines, own),
    ...stockViolations(lines, own),
  ];
  const priced: PricedLine[] = [];
  for (const [index, line] of lines.entries()) {
    const item = own.get(line.menuItemId);
    if (item === undefined) continue;
    const outcome = priceLine(line, item, index);
    priced.push(outcome.priced);
    violations.push(...outcome.violations);
  }
  if (deliverTo !== null) violations.push(...minimumViolations(restaurant, priced));
  return { lines: priced, violations };
}

function openingViolations(restaurant: Restaurant, atMs: number): Violation[] {
  const { mode, openingHours, timeZone, name } = restaurant;
  const violations: Violation[] = [];
  if (mode === 'PAUSED') {
    violations.push(violation('RESTAURANT_PAUSED', `${name} takes no orders for now.`));
  }
  if (!isOpenAt(openingHours, timeZone, atMs)) {
    violations.push(violation('RESTAURANT_CLOSED', `${name} is closed at that time.`));
  }
  return violations;
}

function zoneViolations(restaurant: Restaurant, deliverTo: GeoPoint | null): Violation[] {
  if (deliverTo === null || isInside(deliverTo, restaurant.deliveryZone)) return [];
  return [violation('OUT_OF_ZONE', `${restaurant.name} does not deliver to this place.`)];
}

/** Sold out is another violation than unavailable. */
function itemViolations(
  lines: readonly OrderLine[],
  items: ReadonlyMap<string, MenuItem>,
): Violation[] {
  return lines.flatMap(({ menuItemId }, index) => {
    const item = items.get(menuItemId);
    if (item === undefined) return [violation('ITEM_UNAVAILABLE', 'No such item.', index)];
    if (canBeOrdered(item) || (item.stock === 0 && canBeOrdered({ ...item, stock: 1 }))) return [];
    return [violation('ITEM_UNAVAILABLE', `${item.name} cannot be ordered now.`, index)];
  });
}

function minimumViolations(restaurant: Restaurant, lines: readonly PricedLine[]): Violation[] {
  const sum = lines.reduce(
    (total, { unitPriceMinor, quantity }) => total + BigInt(unitPriceMinor) * BigInt(quantity),
    0n,
  );
  if (sum >= restaurant.minimumOrder.minor) return [];
  return [
    violation('BELOW_MINIMUM_ORDER', `The items cost less than ${restaurant.name} delivers.`),
  ];
}
