import type { DomainInstant, GeoPoint } from '@tiffin/kernel';

/** A position as a device reports it. */
export interface ReportedPosition {
  readonly location: GeoPoint;
  /** When the driver was there. */
  readonly recordedAt: DomainInstant;
  readonly accuracyMeters: number;
  readonly headingDegrees: number | null;
  readonly speedMetersPerSecond: number | null;
  readonly mocked: boolean;
}

/** Why a position is not taken, as the graph names it. */
export type Rejection =
  | 'OUT_OF_RANGE'
  | 'FUTURE'
  | 'TOO_OLD'
  | 'NOT_MONOTONIC'
  | 'IMPOSSIBLE_JUMP'
  | 'MOCKED'
  | 'TOO_FREQUENT'
  | 'NO_SESSION';

/** A position that was not taken, by its index in the report. */
export interface RejectedPosition {
  readonly index: number;
  readonly reason: Rejection;
}
