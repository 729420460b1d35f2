import type { DomainInstant } from '@tiffin/kernel';
import { cancelTimers } from '@tiffin/timers';
import { advance } from '../deliveries/advance.ts';
import { availabilityWhenFree } from '../drivers/driver.ts';
import { setAvailability } from '../drivers/driver-statements.ts';
import { SCHEMA } from '../schema-name.ts';
import type { Client, Effects } from '../transact.ts';
import { OFFER_EXPIRY } from './offer-expiry.ts';
import { endOffer } from './offer-statements.ts';
import type { LockedOffer } from './lock-offer.ts';

/** Ends an open offer without success: the driver is free again, the delivery looks for the next one. */
export async function closeOffer(
  client: Client,
  effects: Effects,
  { offer, delivery, driver }: LockedOffer,
  outcome: 'DECLINED' | 'EXPIRED',
  now: DomainInstant,
): Promise<void> {
  await endOffer(client, offer, outcome, now);
  await advance(client, delivery, 'REOPEN', now);
  await setAvailability(client, driver.id, availabilityWhenFree(driver));
  await cancelTimers(client, SCHEMA, offer.id, OFFER_EXPIRY);
  effects.offerLogsOf.add(driver.id);
  effects.dispatch = true;
}
