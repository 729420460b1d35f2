import { formatDecimal, isUuid, toRfc3339 } from '@tiffin/kernel';
import {
  connectionArguments,
  hasRole,
  TiffinError,
  toConnection,
  type Identity,
  type PageRequest,
} from '@tiffin/service';
import type { DriverResolvers, EarningResolvers, MoneyResolvers } from '../generated/graph.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { toEarning, type Earning } from './earning.ts';

export const earnings: NonNullable<DriverResolvers['earnings']> = async (
  { id },
  args,
  { identity, services },
) => {
  assertMaySee(identity, id);
  const page = connectionArguments(args);
  assertPosition(page);
  const lines = await readPage(services.database.prisma, id, page);
  return toConnection(lines, page, ({ earnedAt, deliveryId }) => ({
    sortKey: toRfc3339(earnedAt),
    id: deliveryId,
  }));
};

function assertMaySee(identity: Identity, driverId: string): void {
  const isSelf = identity.kind === 'user' && identity.accountId === driverId;
  if (isSelf || hasRole(identity, 'SUPPORT', 'ADMIN')) return;
  throw new TiffinError('FORBIDDEN', 'Earnings are seen by the driver and by operators.');
}

/** A cursor of another list has a place of another kind. */
function assertPosition({ position }: PageRequest): void {
  if (position === null) return;
  if (isUuid(position.id) && !Number.isNaN(Date.parse(position.sortKey))) return;
  throw new TiffinError('INVALID_CURSOR', 'The cursor was not issued by this list.');
}

/** Newest first; of the same instant, the higher id first. */
async function readPage(
  prisma: PrismaClient,
  driverId: string,
  { limit, position }: PageRequest,
): Promise<Earning[]> {
  const older = position && {
    OR: [
      { earnedAt: { lt: new Date(position.sortKey) } },
      { earnedAt: new Date(position.sortKey), deliveryId: { lt: position.id } },
    ],
  };
  const rows = await prisma.earning.findMany({
    where: { driverId, ...(older ?? {}) },
    orderBy: [{ earnedAt: 'desc' }, { deliveryId: 'desc' }],
    take: limit,
  });
  return rows.map(toEarning);
}

export const earningFields: EarningResolvers = {
  delivery: async ({ deliveryId }, _args, { loaders }) => {
    const delivery = await loaders.delivery.load(deliveryId);
    if (!delivery) throw new Error('an earning lost its delivery');
    return delivery;
  },
  earnedAt: ({ earnedAt }) => toRfc3339(earnedAt),
};

export const moneyFields: MoneyResolvers = { amount: formatDecimal };
