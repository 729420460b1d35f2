import { toRfc3339 } from '@tiffin/kernel';
import { toConnection, type Connection, type PageRequest } from '@tiffin/service';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { OrderRecord, OrderStatus } from './order-record.ts';
import { orderOf } from './order-row.ts';

/** A page of a customer's orders, newest first. */
export async function customerOrders(
  prisma: PrismaClient,
  customerId: string,
  page: PageRequest,
): Promise<Connection<OrderRecord>> {
  const rows = await prisma.customerOrder.findMany({
    where: { customerId, ...beyond(page, 'lt') },
    orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
    take: page.limit,
  });
  return toConnection(rows.map(orderOf), page, positionOf);
}

/** A page of every order, in the order of placement. */
export async function allOrders(
  prisma: PrismaClient,
  status: OrderStatus | null,
  page: PageRequest,
): Promise<Connection<OrderRecord>> {
  const rows = await prisma.customerOrder.findMany({
    where: { ...(status === null ? {} : { status }), ...beyond(page, 'gt') },
    orderBy: [{ placedAt: 'asc' }, { id: 'asc' }],
    take: page.limit,
  });
  return toConnection(rows.map(orderOf), page, positionOf);
}

function positionOf({ placedAt, id }: OrderRecord) {
  return { sortKey: toRfc3339(placedAt), id };
}

function beyond({ position }: PageRequest, direction: 'lt' | 'gt') {
  if (position === null) return {};
  const placedAt = new Date(position.sortKey);
  return {
    OR: [{ placedAt: { [direction]: placedAt } }, { placedAt, id: { [direction]: position.id } }],
  };
}
