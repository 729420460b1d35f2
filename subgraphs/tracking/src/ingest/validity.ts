import { distanceMeters, isGeoPoint, type DomainInstant } from '@tiffin/kernel';
import { validityPolicy } from '../policy.ts';
import type { DriverTrack } from './driver-track.ts';
import type { RejectedPosition, Rejection, ReportedPosition } from './reported-position.ts';

const SECOND_MS = 1_000;

/** What became of a report. */
export interface CheckedReport {
  /** After the accepted positions; null while the driver has none at all. */
  readonly track: DriverTrack | null;
  /** In the order of time. */
  readonly accepted: readonly ReportedPosition[];
  readonly rejected: readonly RejectedPosition[];
}

/** Decides on each position of a report by itself, each against those accepted before it. */
export function checkReport(
  before: DriverTrack | null,
  positions: readonly ReportedPosition[],
  now: DomainInstant,
): CheckedReport {
  let track = before;
  const accepted: ReportedPosition[] = [];
  const rejected: RejectedPosition[] = [];
  for (const [index, position] of positions.entries()) {
    const reason = rejectionOf(track, position, now);
    if (reason !== null) {
      rejected.push({ index, reason });
      continue;
    }
    accepted.push(position);
    track = {
      location: position.location,
      recordedAt: position.recordedAt,
      tokens: tokensAt(track, position.recordedAt) - 1,
    };
  }
  return { track, accepted, rejected };
}

/** Why a position is not taken after this track, null when it is. */
export function rejectionOf(
  track: DriverTrack | null,
  position: ReportedPosition,
  now: DomainInstant,
): Rejection | null {
  if (!isInRange(position)) return 'OUT_OF_RANGE';
  if (position.mocked) return 'MOCKED';
  if (position.recordedAt > now + validityPolicy.maxFutureMs) return 'FUTURE';
  if (position.recordedAt < now - validityPolicy.maxAgeMs) return 'TOO_OLD';
  if (track === null) return null;
  if (position.recordedAt <= track.recordedAt) return 'NOT_MONOTONIC';
  if (speedFrom(track, position) > validityPolicy.maxSpeedMetersPerSecond) return 'IMPOSSIBLE_JUMP';
  if (tokensAt(track, position.recordedAt) < 1) return 'TOO_FREQUENT';
  return null;
}

/** Whether the accuracy is too bad for a geofence. */
export function isCoarse({ accuracyMeters }: ReportedPosition): boolean {
  return accuracyMeters > validityPolicy.coarseAboveMeters;
}

function isInRange(position: ReportedPosition): boolean {
  const { location, accuracyMeters, headingDegrees, speedMetersPerSecond, recordedAt } = position;
  return (
    isGeoPoint(location) &&
    Number.isFinite(recordedAt) &&
    accuracyMeters >= 0 &&
    accuracyMeters <= validityPolicy.maxAccuracyMeters &&
    (headingDegrees === null || (headingDegrees >= 0 && headingDegrees <= 360)) &&
    (speedMetersPerSecond === null ||
      (speedMetersPerSecond >= 0 && speedMetersPerSecond < Infinity))
  );
}

function speedFrom(track: DriverTrack, { location, recordedAt }: ReportedPosition): number {
  return distanceMeters(track.location, location) / ((recordedAt - track.recordedAt) / SECOND_MS);
}

/**
 * The bucket at an instant. It is filled by the time between the positions, not by that of their arrival, so
 * that a batch collected offline passes at the rate at which it was measured.
 */
function tokensAt(track: DriverTrack | null, recordedAt: DomainInstant): number {
  if (track === null) return validityPolicy.burst;
  const filled = ((recordedAt - track.recordedAt) / SECOND_MS) * validityPolicy.positionsPerSecond;
  return Math.min(validityPolicy.burst, track.tokens + filled);
}
