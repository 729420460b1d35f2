import type { DomainClock } from '@tiffin/kernel';
import type { TimerHandler } from '@tiffin/timers';
import { expireOffer } from './offers/answer-offer.ts';
import { OFFER_EXPIRY } from './offers/offer-expiry.ts';
import { endShiftOnTime } from './shifts/end-shift.ts';
import { SHIFT_END } from './shifts/shift-end.ts';
import type { Transact } from './transact.ts';

/**
 * What is done when a timer is due. The work has a transaction of its own, so that those it concerns hear of
 * its commit; run twice, it finds that nothing is left to do.
 */
export function timerHandlers(
  transact: Transact,
  clock: DomainClock,
): Readonly<Record<string, TimerHandler>> {
  return {
    [OFFER_EXPIRY]: ({ subject }) =>
      transact((client, effects) => expireOffer(client, effects, subject, clock.now())),
    [SHIFT_END]: ({ subject }) =>
      transact((client) => endShiftOnTime(client, subject, clock.now())),
  };
}
