import { routeMeters, plusMs, uuidv7, type DomainInstant } from '@tiffin/kernel';
import { scheduleTimer } from '@tiffin/timers';
import { advance } from '../deliveries/advance.ts';
import { lockDelivery } from '../deliveries/delivery-statements.ts';
import { allows } from '../deliveries/lifecycle.ts';
import type { PlannedOffer } from '../dispatch/plan-offers.ts';
import { mayBeAsked } from '../drivers/driver.ts';
import { lockDriver, setAvailability } from '../drivers/driver-statements.ts';
import { offeredPay } from '../earnings/earnings-rules.ts';
import { offerPolicy } from '../policy.ts';
import { SCHEMA } from '../schema-name.ts';
import type { Client, Effects } from '../transact.ts';
import { insertOffer } from './offer-statements.ts';
import { OFFER_EXPIRY } from './offer-expiry.ts';
import type { Offer } from './offer.ts';

/**
 * Offers a delivery to a driver, if it still looks for one and he is still free: both are locked and looked
 * at again, so that a plan made by another process at the same moment comes to nothing.
 *
 * @returns the offer, null when the plan was out of date
 */
export async function makeOffer(
  client: Client,
  effects: Effects,
  plan: PlannedOffer,
  now: DomainInstant,
): Promise<Offer | null> {
  const delivery = await lockDelivery(client, plan.deliveryId);
  if (!delivery || !allows('OFFER', delivery.stage)) return null;
  const driver = await lockDriver(client, plan.driver.id);
  if (!driver || !mayBeAsked(driver, now)) return null;

  const { location, vehicle } = plan.driver;
  const offer: Offer = {
    id: uuidv7(),
    deliveryId: delivery.id,
    driverId: driver.id,
    status: 'OPEN',
    pay: offeredPay(delivery.tip.currency, delivery.distanceMeters, plan.bonusBasisPoints),
    bonusBasisPoints: plan.bonusBasisPoints,
    distanceToPickUpMeters: Math.round(routeMeters(location, delivery.pickUp, vehicle)),
    expiresAt: plusMs(now, offerPolicy.answerMs),
  };
  await advance(client, delivery, 'OFFER', now);
  await setAvailability(client, driver.id, 'BUSY', location);
  await insertOffer(client, offer, now);
  await scheduleTimer(client, SCHEMA, {
    id: uuidv7(),
    kind: OFFER_EXPIRY,
    subject: offer.id,
    dueAt: offer.expiresAt,
    data: {},
  });
  effects.offerLogsOf.add(driver.id);
  return offer;
}
