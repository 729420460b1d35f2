import type { PrismaClient } from '../generated/prisma/client.ts';
import { money } from '@tiffin/kernel';
import type { LineModifier, OrderLineRecord, OrderRecord } from './order-record.ts';
import { orderOf } from './order-row.ts';

/** Orders by id, in one statement. */
export async function readOrders(
  prisma: PrismaClient,
  ids: readonly string[],
): Promise<Map<string, OrderRecord>> {
  const rows = await prisma.customerOrder.findMany({ where: { id: { in: [...ids] } } });
  return new Map(rows.map((row) => [row.id, orderOf(row)]));
}

/** The lines of orders, by order, in one statement. Amounts get the currency when the order is known. */
export async function readLines(
  prisma: PrismaClient,
  orders: readonly { readonly id: string; readonly currency: string }[],
): Promise<Map<string, OrderLineRecord[]>> {
  const currencies = new Map(orders.map(({ id, currency }) => [id, currency]));
  const rows = await prisma.orderLine.findMany({
    where: { orderId: { in: [...currencies.keys()] } },
    orderBy: [{ orderId: 'asc' }, { position: 'asc' }],
  });
  const lines = new Map<string, OrderLineRecord[]>(orders.map(({ id }) => [id, []]));
  for (const row of rows) {
    const currency = currencies.get(row.orderId);
    if (currency === undefined) continue;
    lines.get(row.orderId)?.push({
      menuItemId: row.menuItemId,
      name: row.name,
      quantity: row.quantity,
      unitPrice: money(row.unitPriceMinor, currency),
      modifiers: row.modifiers as unknown as LineModifier[],
    });
  }
  return lines;
}
