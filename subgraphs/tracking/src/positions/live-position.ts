import type { DomainInstant, GeoPoint } from '@tiffin/kernel';

/** A driver's position as it goes through Redis and to those who watch. */
export interface LivePosition {
  readonly driverId: string;
  readonly location: GeoPoint;
  readonly headingDegrees: number | null;
  readonly speedMetersPerSecond: number | null;
  readonly accuracyMeters: number;
  readonly coarse: boolean;
  readonly recordedAt: DomainInstant;
  /** The order being delivered, null for a free driver. */
  readonly orderId: string | null;
}
