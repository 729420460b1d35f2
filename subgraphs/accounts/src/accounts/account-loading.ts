import { isUuid } from '@tiffin/kernel';
import { byKey, createLoader, type Role } from '@tiffin/service';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { Account } from './account.ts';

/** Loads accounts by id, all that one request asks for with one statement. */
export function createAccountLoader(
  prisma: PrismaClient,
): ReturnType<typeof createLoader<string, Account>> {
  return createLoader<string, Account>(async (ids) => {
    const rows = await prisma.account.findMany({
      where: { id: { in: ids.filter(isUuid) } },
      omit: { passwordHash: true },
    });
    return byKey(
      rows.map((row) => ({ ...row, roles: row.roles as Role[] })),
      (account) => account.id,
    );
  });
}
