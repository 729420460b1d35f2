import { requireService } from '@tiffin/service';

import type { MutationResolvers } from '../generated/graph.ts';
import { authorisationRequest } from './authorisation-request.ts';
import { authorisePayment } from './authorise-payment.ts';

export const authorisationMutations: Pick<MutationResolvers, 'authorisePayment'> = {
  authorisePayment: (_parent, { input }, { identity, services, worker }) => {
    requireService(identity, 'orders');
    return authorisePayment(services, worker, authorisationRequest(input));
  },
};
