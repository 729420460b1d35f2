import type { Delivery } from '../deliveries/delivery.ts';
import { lockDelivery } from '../deliveries/delivery-statements.ts';
import type { Driver } from '../drivers/driver.ts';
import { lockDriver } from '../drivers/driver-statements.ts';
import type { Client } from '../transact.ts';
import { offerById } from './offer-statements.ts';
import type { Offer } from './offer.ts';

/** An offer with its delivery and driver, both locked. */
export interface LockedOffer {
  readonly offer: Offer;
  readonly delivery: Delivery;
  readonly driver: Driver;
}

/** Locks what an offer is about, delivery before driver, and reads the offer under these locks. */
export async function lockOffer(client: Client, offerId: string): Promise<LockedOffer | null> {
  const unlocked = await offerById(client, offerId);
  if (!unlocked) return null;
  const delivery = await lockDelivery(client, unlocked.deliveryId);
  const driver = await lockDriver(client, unlocked.driverId);
  const offer = await offerById(client, offerId);
  if (!delivery || !driver || !offer) throw new Error('an offer lost its delivery or driver');
  return { offer, delivery, driver };
}
