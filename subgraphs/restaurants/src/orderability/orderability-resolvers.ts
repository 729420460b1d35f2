import { isGeoPoint, isUuid } from '@tiffin/kernel';
import { requireService, TiffinError } from '@tiffin/service';
import type { QueryResolvers } from '../generated/graph.ts';
import { readMenuItems } from '../menu/menu-rows.ts';
import { checkOrder } from './check-order.ts';
import { checkedLines } from './order-lines.ts';
import { violation } from './violation.ts';

export const orderability: NonNullable<QueryResolvers['orderability']> = async (
  _parent,
  { input },
  { identity, services, loaders },
) => {
  requireService(identity);
  const lines = checkedLines(input.lines);
  const deliverTo = input.deliverTo ?? null;
  if (deliverTo !== null && !isGeoPoint(deliverTo)) {
    throw new TiffinError('BAD_USER_INPUT', 'deliverTo is not on the earth.');
  }
  const itemIds = [...new Set(lines.map((line) => line.menuItemId))].filter(isUuid);
  const [restaurant, items] = await Promise.all([
    loaders.restaurant.load(input.restaurantId),
    readMenuItems(services.database.pool, itemIds),
  ]);
  if (restaurant === null) {
    const violations = [violation('RESTAURANT_NOT_FOUND', 'There is no such restaurant.')];
    return { restaurant: null, lines: [], violations };
  }
  const { lines: priced, violations } = checkOrder(
    restaurant,
    new Map(items.map((item) => [item.id, item])),
    {
      lines,
      deliverTo,
      // The scalar hands on a Date, whatever its generated type says.
      atMs: new Date(input.at).getTime(),
    },
  );
  return {
    restaurant,
    lines: priced.map((line) => ({ ...line, modifiers: [...line.modifiers] })),
    violations: [...violations],
  };
};
