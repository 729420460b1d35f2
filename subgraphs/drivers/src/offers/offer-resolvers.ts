import { decodeCursor, encodeCursor, resumable } from '@tiffin/events';
import { isUuid, toRfc3339 } from '@tiffin/kernel';
import { deliveryRefusal, type DeliveryOutcome } from '../deliveries/delivery-payload.ts';
import type {
  DriverOfferEventResolvers,
  MutationResolvers,
  OfferResolvers,
  SubscriptionResolvers,
} from '../generated/graph.ts';
import { driverCommand } from '../idempotent-command.ts';
import { callingDriver } from '../identity-of-driver.ts';
import { acceptOffer, declineOffer, type OfferAnswer } from './answer-offer.ts';
import {
  offerChannel,
  offerLogSubject,
  readOfferLog,
  sequenceBeforeOpenOffer,
  type OfferEvent,
} from './offer-log.ts';
import { typedError, withTypedErrors } from './typed-errors.ts';

const REFUSALS = {
  NOT_FOUND: 'The offer was not found.',
  OFFER_GONE: 'The offer has ended or was given to somebody else.',
} as const;

function outcome(answer: OfferAnswer): DeliveryOutcome {
  if ('deliveryId' in answer) return { deliveryId: answer.deliveryId, userErrors: [] };
  return deliveryRefusal(answer.refused, REFUSALS[answer.refused], 'input.offerId');
}

const isOffer = ({ offerId }: { offerId: string }) => isUuid(offerId);
const unknown = outcome({ refused: 'NOT_FOUND' });

export const offerMutations = {
  acceptOffer: (_root, { input }, context) =>
    driverCommand(context, 'acceptOffer', input, async (client, effects, driverId, now) =>
      isOffer(input)
        ? outcome(await acceptOffer(client, effects, driverId, input.offerId, now))
        : unknown,
    ),
  declineOffer: (_root, { input }, context) =>
    driverCommand(context, 'declineOffer', input, async (client, effects, driverId, now) =>
      isOffer(input)
        ? outcome(await declineOffer(client, effects, driverId, input.offerId, now))
        : unknown,
    ),
} satisfies MutationResolvers;

export const driverOffers: NonNullable<SubscriptionResolvers['driverOffers']> = {
  subscribe: async (_root, { after }, { identity, services: { database, pubsub } }) => {
    const driverId = callingDriver(identity);
    const { pool } = database;
    const events = resumable<OfferEvent>({
      pubsub,
      channel: offerChannel(driverId),
      after: after ? resumeAt(after, driverId) : await sequenceBeforeOpenOffer(pool, driverId),
      readLog: (sequence, limit) => readOfferLog(pool, driverId, sequence, limit),
    });
    return withTypedErrors(events);
  },
  resolve: (event: OfferEvent) => event,
};

function resumeAt(cursor: string, driverId: string): number {
  try {
    return decodeCursor(cursor, offerLogSubject(driverId));
  } catch (error) {
    throw typedError(error);
  }
}

export const offerEventFields: DriverOfferEventResolvers = {
  cursor: ({ offer, sequence }) => encodeCursor(offerLogSubject(offer.driverId), sequence),
  occurredAt: ({ occurredAt }) => toRfc3339(occurredAt),
};

export const offerFields: OfferResolvers = {
  delivery: async ({ deliveryId }, _args, { loaders }) => {
    const delivery = await loaders.delivery.load(deliveryId);
    if (!delivery) throw new Error('an offer lost its delivery');
    return delivery;
  },
  expiresAt: ({ expiresAt }) => toRfc3339(expiresAt),
};
