import type { PrismaClient } from '../generated/prisma/client.ts';
import type { OrderRecord } from '../order/order-record.ts';
import { orderOf } from '../order/order-row.ts';

/** A restaurant's orders that have not ended, oldest first. */
export async function readActiveOrders(
  prisma: PrismaClient,
  restaurantId: string,
  count: number,
): Promise<OrderRecord[]> {
  const rows = await prisma.customerOrder.findMany({
    where: { restaurantId, finishedAt: null },
    orderBy: [{ placedAt: 'asc' }, { id: 'asc' }],
    take: count,
  });
  return rows.map(orderOf);
}
