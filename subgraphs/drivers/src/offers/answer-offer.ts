import type { DomainInstant } from '@tiffin/kernel';
import { cancelTimers } from '@tiffin/timers';
import { advance } from '../deliveries/advance.ts';
import { SCHEMA } from '../schema-name.ts';
import type { Client, Effects } from '../transact.ts';
import { closeOffer } from './close-offer.ts';
import { lockOffer } from './lock-offer.ts';
import { OFFER_EXPIRY } from './offer-expiry.ts';
import { endOffer, openOfferOfDriver } from './offer-statements.ts';

/** The delivery an answer was about, or why the answer was not taken. */
export type OfferAnswer =
  { readonly deliveryId: string } | { readonly refused: 'NOT_FOUND' | 'OFFER_GONE' };

/**
 * Takes an offered delivery. The offer must be the driver's, open and in time; of two answers at the same
 * moment the second finds it gone.
 */
export async function acceptOffer(
  client: Client,
  effects: Effects,
  driverId: string,
  offerId: string,
  now: DomainInstant,
): Promise<OfferAnswer> {
  const locked = await lockOffer(client, offerId);
  if (!locked || locked.driver.id !== driverId) return { refused: 'NOT_FOUND' };
  const { offer, delivery, driver } = locked;
  if (offer.status !== 'OPEN' || now > offer.expiresAt) return { refused: 'OFFER_GONE' };
  await endOffer(client, offer, 'ACCEPTED', now);
  const { vehicle } = driver;
  const { bonusBasisPoints } = offer;
  await advance(client, delivery, 'ACCEPT', now, { driverId, vehicle, bonusBasisPoints });
  await cancelTimers(client, SCHEMA, offer.id, OFFER_EXPIRY);
  effects.offerLogsOf.add(driverId);
  return { deliveryId: delivery.id };
}

/** Refuses an offered delivery: it goes to the next driver. */
export async function declineOffer(
  client: Client,
  effects: Effects,
  driverId: string,
  offerId: string,
  now: DomainInstant,
): Promise<OfferAnswer> {
  const locked = await lockOffer(client, offerId);
  if (!locked || locked.driver.id !== driverId) return { refused: 'NOT_FOUND' };
  if (locked.offer.status !== 'OPEN') return { refused: 'OFFER_GONE' };
  await closeOffer(client, effects, locked, 'DECLINED', now);
  return { deliveryId: locked.delivery.id };
}

/** Ends an offer nobody answered; one that has ended meanwhile stays as it is. */
export async function expireOffer(
  client: Client,
  effects: Effects,
  offerId: string,
  now: DomainInstant,
): Promise<void> {
  const locked = await lockOffer(client, offerId);
  if (locked?.offer.status === 'OPEN') {
    await closeOffer(client, effects, locked, 'EXPIRED', now);
  }
}

/** Declines what a driver who leaves has been offered. */
export async function closeOffersOfDriver(
  client: Client,
  effects: Effects,
  driverId: string,
  now: DomainInstant,
): Promise<void> {
  const open = await openOfferOfDriver(client, driverId);
  if (open) await declineOffer(client, effects, driverId, open.id, now);
}
