import { isUuid } from '@tiffin/kernel';
import { byKey, createLoader } from '@tiffin/service';
import type { Pool } from 'pg';

import { readPayments, readPaymentsOfOrders } from './read-payments.ts';

/** Payments by id and by order, batched per request; ids that cannot be ours are not asked for. */
export function createPaymentLoaders(pool: Pool) {
  return {
    byId: createLoader(async (ids: readonly string[]) =>
      byKey(await readPayments(pool, ids.filter(isUuid)), (payment) => payment.id),
    ),
    byOrder: createLoader(async (orderIds: readonly string[]) =>
      byKey(
        await readPaymentsOfOrders(pool, orderIds.filter(isUuid)),
        (payment) => payment.orderId,
      ),
    ),
  };
}
