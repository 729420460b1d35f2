import { isUuid, toRfc3339 } from '@tiffin/kernel';
import { requireUser } from '@tiffin/service';
import type { Context } from '../context.ts';
import type {
  DeliveryPayloadResolvers,
  DeliveryResolvers,
  MutationResolvers,
  OrderResolvers,
  QueryResolvers,
} from '../generated/graph.ts';
import { driverCommand } from '../idempotent-command.ts';
import { inputPolicy } from '../policy.ts';
import { activeDeliveryOf } from './delivery-statements.ts';
import { deliveryRefusal } from './delivery-payload.ts';
import { mayFollow } from './delivery-visibility.ts';
import { commandDelivery, type CommandFacts, type DriverCommand } from './driver-commands.ts';
import { statusOf } from './lifecycle.ts';

interface DeliveryInput {
  readonly idempotencyKey: string;
  readonly deliveryId: string;
}

export const myActiveDelivery: NonNullable<QueryResolvers['myActiveDelivery']> = (
  _root,
  _args,
  { identity, services },
) => activeDeliveryOf(services.database.pool, requireUser(identity).accountId);

function command(
  context: Context,
  operation: string,
  input: DeliveryInput,
  name: DriverCommand,
  facts: CommandFacts = {},
) {
  return driverCommand(context, operation, input, async (client, effects, driverId, now) => {
    const { deliveryId } = input;
    if (!isUuid(deliveryId)) return notFound;
    const outcome = await commandDelivery(client, effects, driverId, deliveryId, name, facts, now);
    if (!('refused' in outcome)) return { deliveryId, userErrors: [] };
    return deliveryRefusal(outcome.refused, outcome.message, 'input.deliveryId');
  });
}

const notFound = deliveryRefusal('NOT_FOUND', 'The delivery was not found.', 'input.deliveryId');

export const deliveryMutations = {
  arriveAtRestaurant: (_root, { input }, context) =>
    command(context, 'arriveAtRestaurant', input, 'ARRIVE_AT_RESTAURANT'),
  confirmPickUp: (_root, { input }, context) =>
    command(context, 'confirmPickUp', input, 'CONFIRM_PICK_UP'),
  startDropOff: (_root, { input }, context) =>
    command(context, 'startDropOff', input, 'START_DROP_OFF'),
  arriveAtCustomer: (_root, { input }, context) =>
    command(context, 'arriveAtCustomer', input, 'ARRIVE_AT_CUSTOMER'),
  completeDelivery: async (_root, { input }, context) => {
    const proof = input.proof ?? null;
    if (proof !== null && proof.length > inputPolicy.proofMaxCharacters) {
      const limit = inputPolicy.proofMaxCharacters;
      return deliveryRefusal('INVALID_INPUT', `At most ${limit} characters.`, 'input.proof');
    }
    return command(context, 'completeDelivery', input, 'COMPLETE', { proof });
  },
  failDelivery: async (_root, { input }, context) => {
    const reason = input.reason.trim();
    const limit = inputPolicy.reasonMaxCharacters;
    if (reason.length === 0 || reason.length > limit) {
      return deliveryRefusal('INVALID_INPUT', `1 to ${limit} characters.`, 'input.reason');
    }
    return command(context, 'failDelivery', input, 'FAIL', { reason });
  },
} satisfies MutationResolvers;

export const deliveryPayloadFields: DeliveryPayloadResolvers = {
  delivery: ({ deliveryId }, _args, { loaders }) =>
    deliveryId === null ? null : loaders.delivery.load(deliveryId),
};

const time = (instant: Parameters<typeof toRfc3339>[0] | null) =>
  instant === null ? null : toRfc3339(instant);

export const deliveryFields: DeliveryResolvers = {
  __resolveReference: async ({ id }, { identity, loaders }) => {
    const delivery = isUuid(id) ? await loaders.delivery.load(id) : null;
    return delivery && mayFollow(identity, delivery) ? delivery : null;
  },
  order: ({ orderId }) => ({ id: orderId }),
  status: ({ stage }) => statusOf(stage),
  driver: ({ driverId }, _args, { loaders }) =>
    driverId === null ? null : loaders.driver.load(driverId),
  dropOff: (delivery, _args, { identity }) =>
    mayFollow(identity, delivery) ? delivery.dropOff : null,
  ready: ({ readyAt }) => readyAt !== null,
  assignedAt: ({ assignedAt }) => time(assignedAt),
  pickedUpAt: ({ pickedUpAt }) => time(pickedUpAt),
  deliveredAt: ({ deliveredAt }) => time(deliveredAt),
};

export const orderFields: OrderResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  delivery: async ({ id }, _args, { identity, loaders }) => {
    const delivery = isUuid(id) ? await loaders.deliveryOfOrder.load(id) : null;
    return delivery && mayFollow(identity, delivery) ? delivery : null;
  },
};
