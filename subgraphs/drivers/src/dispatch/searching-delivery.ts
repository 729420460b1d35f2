import type { DomainInstant, GeoPoint, Vehicle } from '@tiffin/kernel';

/** An earlier offer of a delivery that came to nothing. */
export interface FailedOffer {
  readonly driverId: string;
  readonly status: 'DECLINED' | 'EXPIRED';
  readonly endedAt: DomainInstant;
}

/** A delivery that looks for a driver, as the matching rule sees it. */
export interface SearchingDelivery {
  readonly id: string;
  readonly pickUp: GeoPoint;
  /** From restaurant to customer. */
  readonly distanceMeters: number;
  readonly express: boolean;
  readonly createdAt: DomainInstant;
  /** When the kitchen expects to be done. */
  readonly expectedReadyAt: DomainInstant;
  /** When the food stood at the counter, null before. */
  readonly readyAt: DomainInstant | null;
  readonly failedOffers: readonly FailedOffer[];
  /** Whether operators know already. */
  readonly escalated: boolean;
}

/** A driver who can be asked. */
export interface FreeDriver {
  readonly id: string;
  readonly vehicle: Vehicle;
  readonly location: GeoPoint;
  /** Null for an open shift. */
  readonly shiftEndsAt: DomainInstant | null;
}
