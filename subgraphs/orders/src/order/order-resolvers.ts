import { formatDecimal, isUuid, toRfc3339, type DomainInstant } from '@tiffin/kernel';
import {
  connectionArguments,
  holdsKeyScope,
  notFound,
  requireUser,
  TiffinError,
} from '@tiffin/service';
import type { Context } from '../context.ts';
import type {
  MoneyResolvers,
  OrderLineResolvers,
  OrderResolvers,
  QueryResolvers,
} from '../generated/graph.ts';
import { allOrders, customerOrders } from './order-pages.ts';
import type { OrderRecord } from './order-record.ts';
import { readOrderTotals } from './order-totals.ts';
import { mayAdministerOrders, maySeeOrder } from './visibility.ts';

/** An order, if it exists for the caller. */
export async function visibleOrder(
  { identity, loaders }: Context,
  id: string,
): Promise<OrderRecord | null> {
  if (!isUuid(id) || !holdsKeyScope(identity, 'orders:read')) return null;
  const order = await loaders.order.load(id);
  return order !== null && maySeeOrder(identity, order) ? order : null;
}

function requireAdministrator({ identity }: Context): void {
  requireUser(identity);
  if (!mayAdministerOrders(identity)) throw new TiffinError('FORBIDDEN', 'You may not do this.');
}

export const orderQueries: Pick<QueryResolvers, 'order' | 'myOrders' | 'orders' | 'orderTotals'> = {
  order: async (_parent, { id }, context) => {
    if (context.identity.kind === 'anonymous') requireUser(context.identity);
    const order = await visibleOrder(context, id);
    if (order === null) throw notFound('Order');
    return order;
  },
  myOrders: (_parent, args, { identity, services }) => {
    const { accountId } = requireUser(identity);
    return customerOrders(services.database.prisma, accountId, connectionArguments(args));
  },
  orders: (_parent, { status, ...args }, context) => {
    requireAdministrator(context);
    const { prisma } = context.services.database;
    return allOrders(prisma, status ?? null, connectionArguments(args));
  },
  orderTotals: (_parent, _args, context) => {
    requireAdministrator(context);
    return readOrderTotals(context.services.database.prisma);
  },
};

const instant = (at: DomainInstant | null) => (at === null ? null : toRfc3339(at));

export const orderFields: OrderResolvers = {
  __resolveReference: ({ id }, context) => visibleOrder(context, id),
  customer: ({ customerId }) => ({ id: customerId }),
  restaurant: ({ restaurantId }) => ({ id: restaurantId }),
  lines: async ({ id }, _args, { loaders }) => (await loaders.lines.load(id)) ?? [],
  total: ({ amounts }) => amounts.total,
  scheduledFor: ({ scheduledFor }) => instant(scheduledFor),
  promisedAt: ({ status, promisedAt }) =>
    status === 'CANCELLED' || status === 'REJECTED' ? null : toRfc3339(promisedAt),
  placedAt: ({ placedAt }) => toRfc3339(placedAt),
  finishedAt: ({ finishedAt }) => instant(finishedAt),
  history: async ({ id }, _args, { loaders }) => (await loaders.history.load(id)) ?? [],
};

export const orderLineFields: OrderLineResolvers = {
  menuItem: ({ menuItemId }) => ({ id: menuItemId }),
  modifiers: ({ modifiers }) => modifiers.map(({ name }) => name),
};

export const moneyFields: MoneyResolvers = {
  amount: (money) => formatDecimal(money),
};
