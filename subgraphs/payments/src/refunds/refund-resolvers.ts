import { requireScope } from '@tiffin/service';

import type { MutationResolvers } from '../generated/graph.ts';
import { refundPayment } from './refund-payment.ts';

export const refundMutations: Pick<MutationResolvers, 'refundPayment'> = {
  refundPayment: (_parent, { input }, { identity, services, worker }) => {
    requireScope(identity, 'payments:refund');
    return refundPayment(services, worker, identity, input);
  },
};
