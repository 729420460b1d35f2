import { createLoader, type MembershipRole } from '@tiffin/service';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { accountsPolicy } from '../policy.ts';
import type { Membership } from './membership.ts';

/** Loads the memberships of accounts, newest first, with one statement for all of a request's accounts. */
export function createMembershipLoader(
  prisma: PrismaClient,
): ReturnType<typeof createLoader<string, Membership[]>> {
  return createLoader<string, Membership[]>(async (accountIds) => {
    const rows = await prisma.restaurantMembership.findMany({
      where: { accountId: { in: [...accountIds] } },
      orderBy: [{ createdAt: 'desc' }, { restaurantId: 'desc' }],
      take: accountsPolicy.membershipsPerAnswer,
    });
    const found = new Map<string, Membership[]>();
    for (const { accountId, restaurantId, role } of rows) {
      const list = found.get(accountId) ?? [];
      list.push({ restaurantId, role: role as MembershipRole });
      found.set(accountId, list);
    }
    return found;
  });
}
