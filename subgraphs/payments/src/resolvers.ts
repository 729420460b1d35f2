import { formatDecimal } from '@tiffin/kernel';

import { authorisationMutations } from './authorisation/authorisation-resolvers.ts';
import type { Resolvers } from './generated/graph.ts';
import { orderResolvers, paymentResolvers } from './payments/payment-resolvers.ts';
import { reconciliationQueries } from './reconciliation/reconciliation-resolvers.ts';
import { refundMutations } from './refunds/refund-resolvers.ts';
import { voidMutations } from './voiding/void-resolvers.ts';

export const resolvers: Resolvers = {
  Query: reconciliationQueries,
  Mutation: { ...authorisationMutations, ...voidMutations, ...refundMutations },
  Payment: paymentResolvers,
  Order: orderResolvers,
  Money: { amount: formatDecimal, currency: ({ currency }) => currency },
};
