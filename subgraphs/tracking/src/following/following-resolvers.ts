import { decodeCursor, encodeCursor } from '@tiffin/events';
import { isUuid, toRfc3339 } from '@tiffin/kernel';
import { hasRole, notFound, requireUser } from '@tiffin/service';
import type { Context } from '../context.ts';
import { estimateArrival, type Eta } from '../estimates/eta-rules.ts';
import { basisOf } from '../estimates/estimates.ts';
import type {
  DeliveryTrackingEventResolvers,
  EtaResolvers,
  OrderResolvers,
  OrderTrackingResolvers,
  SubscriptionResolvers,
} from '../generated/graph.ts';
import { isFinal, isPickedUp } from '../orders/order-status.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import type { LivePosition } from '../positions/live-position.ts';
import { followDelivery } from './follow-delivery.ts';
import { orderOnceKnown } from './known-order.ts';
import { mayFollow, seesAsCustomer } from './order-visibility.ts';
import { withReducedPrecision } from './reduced-precision.ts';
import { unknownOrder } from './unknown-order.ts';
import { trackingSubject, type TrackingEvent } from './tracking-event.ts';
import { typedError, withTypedErrors } from './typed-errors.ts';

export const deliveryTracking: NonNullable<SubscriptionResolvers['deliveryTracking']> = {
  subscribe: async (_root, { orderId, after }, context) => {
    const { identity, services } = context;
    requireUser(identity);
    const { pubsub, database, estimates, clock } = services;
    const seen = after ? resumeAt(after, orderId) : undefined;
    const order = await orderOnceKnown(database.pool, pubsub, orderId, (known) => {
      // Word of a delivery that was just accepted may be on its way.
      const isDecided = mayFollow(identity, known) || !hasRole(identity, 'DRIVER');
      return isDecided && known.sequence >= (seen ?? 0);
    });
    if (!order) throw await unknownOrder(services.orders, identity, orderId);
    if (!mayFollow(identity, order)) throw notFound('The order');
    const events = await followDelivery({
      pool: database.pool,
      pubsub,
      identity,
      order,
      after: seen,
      lastPosition: async () => {
        const present = await context.loaders.order.load(orderId);
        const position = present && (await positionOf(present, context));
        if (!position) return null;
        return { position, eta: estimates.of(present, position.location, clock.now()) };
      },
    });
    return withTypedErrors(events);
  },
  resolve: (event: TrackingEvent) => event,
};

function resumeAt(cursor: string, orderId: string): number {
  try {
    return decodeCursor(cursor, trackingSubject(orderId));
  } catch (error) {
    throw typedError(error);
  }
}

/** Where the driver of an order is; nobody's business before one has it and after it has ended. */
async function positionOf(
  { driverId, ended, id }: TrackedOrder,
  { loaders }: Context,
): Promise<LivePosition | null> {
  if (driverId === null || ended) return null;
  const position = await loaders.lastPosition.load(driverId);
  // A driver who has gone on to another order is not shown to the customer of this one.
  return position?.orderId === id ? position : null;
}

async function visiblePosition(
  order: TrackedOrder,
  context: Context,
): Promise<LivePosition | null> {
  const position = await positionOf(order, context);
  if (!position || order.pickedUp || !seesAsCustomer(context.identity, order)) return position;
  return withReducedPrecision(position);
}

async function presentEta(order: TrackedOrder, context: Context): Promise<Eta | null> {
  const position = await positionOf(order, context);
  return estimateArrival(basisOf(order, position?.location ?? null), context.services.clock.now());
}

export const trackingEventFields: DeliveryTrackingEventResolvers = {
  cursor: ({ orderId, sequence }) => encodeCursor(trackingSubject(orderId), sequence),
  occurredAt: ({ occurredAt }) => toRfc3339(occurredAt),
  position: async (event, _args, context) => {
    if (event.kind === 'POSITION') return event.position;
    const order = isFinal(event.status) ? null : await context.loaders.order.load(event.orderId);
    return order && visiblePosition(order, context);
  },
  eta: async (event, _args, context) => {
    if (event.kind === 'POSITION') return event.eta;
    const order = isFinal(event.status) ? null : await context.loaders.order.load(event.orderId);
    const asOfEvent = { status: event.status, pickedUp: isPickedUp(event.status) };
    return order && presentEta({ ...order, ...asOfEvent }, context);
  },
  order: ({ orderId }) => ({ id: orderId }),
};

export const etaFields: EtaResolvers = {
  at: ({ at }) => toRfc3339(at),
  earliestAt: ({ earliestAt }) => toRfc3339(earliestAt),
  latestAt: ({ latestAt }) => toRfc3339(latestAt),
  computedAt: ({ computedAt }) => toRfc3339(computedAt),
};

/** The kitchen has not taken an order in these states. */
const NOT_TAKEN: ReadonlySet<string> = new Set(['SCHEDULED', 'PAYMENT_PENDING', 'PLACED']);

export const orderFields: OrderResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  tracking: async ({ id }, _args, { identity, loaders }) => {
    const order = isUuid(id) ? await loaders.order.load(id) : null;
    if (!order || order.status === null || NOT_TAKEN.has(order.status)) return null;
    return mayFollow(identity, order) ? order : null;
  },
};

export const orderTrackingFields: OrderTrackingResolvers = {
  driverPosition: (order, _args, context) => visiblePosition(order, context),
  eta: (order, _args, context) => presentEta(order, context),
};
