import { toRfc3339 } from '@tiffin/kernel';
import { cancelOrder } from '../cancellation/cancel-order.ts';
import { cursorAt, orderChannel } from '../following/channels.ts';
import type {
  MutationResolvers,
  OrderPayloadResolvers,
  OrderStatusEventResolvers,
} from '../generated/graph.ts';
import { acceptOrder, kitchenStep, rejectOrder } from './kitchen-commands.ts';
import { loadedOrder } from '../order/loaded-order.ts';

export const lifecycleMutations: Pick<
  MutationResolvers,
  'acceptOrder' | 'rejectOrder' | 'startPreparing' | 'markReady' | 'handOver' | 'cancelOrder'
> = {
  acceptOrder: (_parent, { input }, { identity, services }) =>
    acceptOrder(services.commands, identity, input),
  rejectOrder: (_parent, { input }, { identity, services }) =>
    rejectOrder(services.commands, identity, input),
  startPreparing: (_parent, { input }, { identity, services }) =>
    kitchenStep(services.commands, identity, 'startPreparing', input),
  markReady: (_parent, { input }, { identity, services }) =>
    kitchenStep(services.commands, identity, 'markReady', input),
  handOver: (_parent, { input }, { identity, services }) =>
    kitchenStep(services.commands, identity, 'handOver', input),
  cancelOrder: (_parent, { input }, { identity, services }) =>
    cancelOrder(services.commands, identity, input),
};

export const orderPayloadFields: OrderPayloadResolvers = {
  order: ({ orderId }, _args, { loaders }) =>
    orderId === null ? null : loaders.order.load(orderId),
};

export const statusEventFields: OrderStatusEventResolvers = {
  cursor: ({ orderId, sequence }) => cursorAt(orderChannel(orderId), sequence),
  occurredAt: ({ occurredAt }) => toRfc3339(occurredAt),
  order: ({ orderId }, _args, context) => loadedOrder(context, orderId),
};
