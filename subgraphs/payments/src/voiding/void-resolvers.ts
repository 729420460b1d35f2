import { inTransaction } from '@tiffin/database';
import { isUuid } from '@tiffin/kernel';
import { requireService, TiffinError } from '@tiffin/service';

import type { MutationResolvers } from '../generated/graph.ts';
import { requestVoid } from './request-void.ts';

export const voidMutations: Pick<MutationResolvers, 'voidPayment'> = {
  voidPayment: async (_parent, { orderId }, { identity, services, worker }) => {
    requireService(identity, 'orders');
    if (!isUuid(orderId)) throw new TiffinError('BAD_USER_INPUT', 'The order id is not a UUID.');
    await inTransaction(services.pool, (client) =>
      requestVoid(client, orderId.toLowerCase(), services.clock.now()),
    );
    worker.poke();
    return true;
  },
};
