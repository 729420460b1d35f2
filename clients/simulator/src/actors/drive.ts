import { bearingDegrees, interpolate, toRfc3339, travelMs } from '@tiffin/kernel';
import type { DomainClock, GeoPoint, Vehicle } from '@tiffin/kernel';
import { ReportPositionsDocument, type TiffinClient } from '@tiffin/sdk';
import { sleepMs } from '../pacing/sleep.ts';
import type { Surroundings } from './surroundings.ts';

/** Radius within which a simulated phone knows where it is, metres. */
const PHONE_ACCURACY_METERS = 8;

/** Somebody's place while driving. */
export interface Whereabouts {
  location: GeoPoint;
}

/** Tells the platform where a driver is. Positions are worth nothing later, so a failed report is only counted. */
export async function reportPosition(
  { clock, tally }: Pick<Surroundings, 'clock' | 'tally'>,
  client: TiffinClient,
  location: GeoPoint,
  headingDegrees?: number,
): Promise<void> {
  tally.positionsSent += 1;
  const position = {
    location,
    recordedAt: toRfc3339(clock.now()),
    accuracyMeters: PHONE_ACCURACY_METERS,
    ...(headingDegrees === undefined ? {} : { headingDegrees }),
  };
  try {
    const input = { positions: [position] };
    const { reportPositions } = await client.request(ReportPositionsDocument, { input });
    for (const { reason } of reportPositions.rejected) {
      tally.positionsRejected += 1;
      tally.count(`position ${reason}`);
    }
  } catch (error) {
    tally.error(error, 'position');
  }
}

/** The way from one place to another at a vehicle's speed, as a place for each instant. */
function route(clock: DomainClock, from: GeoPoint, to: GeoPoint, vehicle: Vehicle) {
  const startedAt = clock.now();
  const durationMs = Math.max(1, travelMs(from, to, vehicle));
  return {
    progress: () => Math.min(1, (clock.now() - startedAt) / durationMs),
    at: (progress: number) => interpolate(from, to, progress),
  };
}

/**
 * Drives, and reports a position every `intervalMs` of wall time.
 * Returns true on arrival, false when the signal ended it on the way.
 */
export async function drive(
  surroundings: Surroundings,
  client: TiffinClient,
  who: Whereabouts,
  to: GeoPoint,
  vehicle: Vehicle,
  intervalMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const way = route(surroundings.clock, who.location, to, vehicle);
  const heading = bearingDegrees(who.location, to);
  const remainingMs = () => travelMs(who.location, to, vehicle) / surroundings.clock.speed;
  while (!signal.aborted) {
    const progress = way.progress();
    who.location = way.at(progress);
    await reportPosition(surroundings, client, who.location, heading);
    if (progress >= 1) return true;
    await sleepMs(Math.min(intervalMs, Math.max(1, remainingMs())), signal);
  }
  return false;
}
