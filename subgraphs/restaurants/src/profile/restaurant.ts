import type { GeoPoint, Money } from '@tiffin/kernel';
import type { OpeningSpan } from '../hours/weekly-hours.ts';

export type RestaurantMode = 'OPEN' | 'BUSY' | 'PAUSED';

/** A place that cooks. */
export interface Restaurant {
  readonly id: string;
  /** The account that created it. */
  readonly ownerId: string;
  readonly name: string;
  readonly description: string | null;
  readonly cuisines: readonly string[];
  readonly location: GeoPoint;
  readonly address: string;
  /** IANA name. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** In the restaurant's currency. */
  readonly minimumOrder: Money;
  readonly preparationTimeMinutes: number;
  readonly mode: RestaurantMode;
  readonly openingHours: readonly OpeningSpan[];
  readonly deliveryZone: readonly GeoPoint[];
  /** 0 while no menu was written. */
  readonly menuVersion: number;
}

/** A restaurant as one answer shows it. */
export type RestaurantInAnswer = Restaurant & {
  /** Metres from the place searched for, where there is one. */
  readonly distanceMeters?: number;
};
