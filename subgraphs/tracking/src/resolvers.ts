import {
  deliveryTracking,
  etaFields,
  orderFields,
  orderTrackingFields,
  trackingEventFields,
} from './following/following-resolvers.ts';
import type { Resolvers } from './generated/graph.ts';
import { reportPositions } from './ingest/ingest-resolvers.ts';
import { driverPositions } from './operators/operator-resolvers.ts';
import { driverPositionFields, lastPositions } from './positions/position-resolvers.ts';

export const resolvers: Resolvers = {
  Query: { lastPositions },
  Mutation: { reportPositions },
  Subscription: { deliveryTracking, driverPositions },
  DriverPosition: driverPositionFields,
  DeliveryTrackingEvent: trackingEventFields,
  Eta: etaFields,
  Order: orderFields,
  OrderTracking: orderTrackingFields,
};
