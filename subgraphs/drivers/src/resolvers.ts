import {
  deliveryFields,
  deliveryMutations,
  deliveryPayloadFields,
  myActiveDelivery,
  orderFields,
} from './deliveries/delivery-resolvers.ts';
import { driverFields, myDriver, registerDriver } from './drivers/driver-resolvers.ts';
import { earningFields, earnings, moneyFields } from './earnings/earning-resolvers.ts';
import type { Resolvers } from './generated/graph.ts';
import {
  driverOffers,
  offerEventFields,
  offerFields,
  offerMutations,
} from './offers/offer-resolvers.ts';
import { endShift, startShift } from './shifts/shift-resolvers.ts';

export const resolvers: Resolvers = {
  Query: { myDriver, myActiveDelivery },
  Mutation: { registerDriver, startShift, endShift, ...offerMutations, ...deliveryMutations },
  Subscription: { driverOffers },
  Driver: { ...driverFields, earnings },
  Delivery: deliveryFields,
  DeliveryPayload: deliveryPayloadFields,
  Offer: offerFields,
  DriverOfferEvent: offerEventFields,
  Earning: earningFields,
  Money: moneyFields,
  Order: orderFields,
};
