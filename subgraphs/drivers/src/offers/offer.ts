import { domainInstant, money, type DomainInstant, type Money } from '@tiffin/kernel';

/** What became of an offer; OPEN waits for the answer, the others are final. */
export type OfferStatus = 'OPEN' | 'ACCEPTED' | 'DECLINED' | 'EXPIRED' | 'WITHDRAWN';

/** A delivery offered to one driver until `expiresAt` (domain time). */
export interface Offer {
  readonly id: string;
  readonly deliveryId: string;
  readonly driverId: string;
  readonly status: OfferStatus;
  /** Without the tip. */
  readonly pay: Money;
  readonly bonusBasisPoints: number;
  readonly distanceToPickUpMeters: number;
  readonly expiresAt: DomainInstant;
}

/** A row of `drivers.offer`. */
export interface OfferRow {
  id: string;
  delivery_id: string;
  driver_id: string;
  status: OfferStatus;
  pay: string;
  currency: string;
  bonus_basis_points: number;
  distance_to_pick_up_meters: number;
  expires_at: Date;
}

/** The offer of a row. */
export function toOffer(row: OfferRow): Offer {
  return {
    id: row.id,
    deliveryId: row.delivery_id,
    driverId: row.driver_id,
    status: row.status,
    pay: money(row.pay, row.currency),
    bonusBasisPoints: row.bonus_basis_points,
    distanceToPickUpMeters: row.distance_to_pick_up_meters,
    expiresAt: domainInstant(row.expires_at.getTime()),
  };
}
