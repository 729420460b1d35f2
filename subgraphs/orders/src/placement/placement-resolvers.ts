import type { MutationResolvers, PlaceOrderPayloadResolvers } from '../generated/graph.ts';
import { orderingCustomer } from './ordering-customer.ts';
import { placeOrder } from './place-order.ts';

export const placementMutations: Pick<MutationResolvers, 'placeOrder'> = {
  placeOrder: (_parent, { input }, { identity, services }) =>
    placeOrder(services.placement, orderingCustomer(identity), {
      idempotencyKey: input.idempotencyKey,
      quoteToken: input.quoteToken,
      paymentMethod: input.paymentMethod,
      note: input.note ?? null,
    }),
};

export const placePayloadFields: PlaceOrderPayloadResolvers = {
  order: ({ orderId }, _args, { loaders }) =>
    orderId === null ? null : loaders.order.load(orderId),
};
