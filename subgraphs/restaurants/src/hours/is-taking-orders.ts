import type { RestaurantMode } from '../profile/restaurant.ts';
import { isOpenAt } from './is-open-at.ts';
import type { OpeningSpan } from './weekly-hours.ts';

/** Whether a restaurant takes orders at an instant: inside its hours and not paused. */
export function isTakingOrders(
  restaurant: {
    readonly mode: RestaurantMode;
    readonly timeZone: string;
    readonly openingHours: readonly OpeningSpan[];
  },
  instantMs: number,
): boolean {
  const { mode, openingHours, timeZone } = restaurant;
  return mode !== 'PAUSED' && isOpenAt(openingHours, timeZone, instantMs);
}
