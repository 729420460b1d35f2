import type { DomainInstant } from '@tiffin/kernel';
import { cancelTimers } from '@tiffin/timers';
import { freeDriver } from '../drivers/free-driver.ts';
import { OFFER_EXPIRY } from '../offers/offer-expiry.ts';
import { endOffer, openOfferOfDelivery } from '../offers/offer-statements.ts';
import { SCHEMA } from '../schema-name.ts';
import type { Client, Effects } from '../transact.ts';
import { advance } from './advance.ts';
import { lockDeliveryOfOrder } from './delivery-statements.ts';
import { ACTIVE_STAGES, allows } from './lifecycle.ts';

/** Ends the delivery of an order that ended: an open offer is withdrawn, a driver on the way is free again. */
export async function cancelDelivery(
  client: Client,
  effects: Effects,
  orderId: string,
  now: DomainInstant,
): Promise<void> {
  const delivery = await lockDeliveryOfOrder(client, orderId);
  if (!delivery || !allows('CANCEL', delivery.stage)) return;
  const offer =
    delivery.stage === 'OFFERED' ? await openOfferOfDelivery(client, delivery.id) : null;
  if (offer) {
    await freeDriver(client, effects, offer.driverId, null);
    await endOffer(client, offer, 'WITHDRAWN', now);
    await cancelTimers(client, SCHEMA, offer.id, OFFER_EXPIRY);
    effects.offerLogsOf.add(offer.driverId);
  } else if (delivery.driverId && ACTIVE_STAGES.includes(delivery.stage)) {
    await freeDriver(client, effects, delivery.driverId, null);
  }
  await advance(client, delivery, 'CANCEL', now);
}
