import type { OrderLine } from '../orderability/order-lines.ts';

/** How many of each item an order wants over all of its lines. */
export type Demand = ReadonlyMap<string, number>;

export function demandOf(lines: readonly Pick<OrderLine, 'menuItemId' | 'quantity'>[]): Demand {
  const demand = new Map<string, number>();
  for (const { menuItemId, quantity } of lines) {
    demand.set(menuItemId, (demand.get(menuItemId) ?? 0) + quantity);
  }
  return demand;
}
