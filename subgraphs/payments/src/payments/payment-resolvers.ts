import type { OrderResolvers, PaymentResolvers } from '../generated/graph.ts';
import { maySee } from './may-see.ts';
import { inCurrencyOf } from './payment.ts';

export const paymentResolvers: PaymentResolvers = {
  __resolveReference: async ({ id }, { identity, loaders }) => {
    const payment = await loaders.payment.byId.load(id);
    return payment !== null && maySee(identity, payment) ? payment : null;
  },
  order: (payment) => ({ id: payment.orderId }),
  authorised: (payment) => inCurrencyOf(payment, payment.authorisedMinor),
  captured: (payment) => inCurrencyOf(payment, payment.capturedMinor),
  refunded: (payment) => inCurrencyOf(payment, payment.refundedMinor),
};

export const orderResolvers: OrderResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  payment: async ({ id }, _arguments, { identity, loaders }) => {
    const payment = await loaders.payment.byOrder.load(id);
    return payment !== null && maySee(identity, payment) ? payment : null;
  },
};
