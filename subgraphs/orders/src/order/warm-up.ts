import type { Database } from '@tiffin/database';
import { readHistories } from '../following/read-log.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { servicePolicy } from '../policy.ts';
import { readLines, readOrders } from './read-orders.ts';

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Opens connections and compiles the common reads before anybody waits for them. */
export async function warmUp(database: Database<PrismaClient>): Promise<void> {
  const { pool, prisma } = database;
  await Promise.all(
    Array.from({ length: servicePolicy.warmConnections }, () => pool.query('SELECT 1')),
  );
  await Promise.all([
    readOrders(prisma, [NOBODY]),
    readLines(prisma, [{ id: NOBODY, currency: 'EUR' }]),
    readHistories(database, [NOBODY]),
  ]);
}
