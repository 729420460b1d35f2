import { cellOf, plusMs, type DomainClock } from '@tiffin/kernel';
import { TiffinError } from '@tiffin/service';
import type { Redis } from 'ioredis';
import type { Estimates } from '../estimates/estimates.ts';
import { lastInHistory } from '../history/history-statements.ts';
import type { HistoryWriter } from '../history/history-writer.ts';
import type { Client } from '../orders/order-statements.ts';
import { followingPolicy, hotPolicy, validityPolicy } from '../policy.ts';
import { cellChannel, positionChannel, type RedisNames } from '../positions/keys.ts';
import type { LivePosition } from '../positions/live-position.ts';
import type { PositionMessage } from '../positions/position-message.ts';
import type { DriverSession } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { trackAt, type DriverTrack } from './driver-track.ts';
import { ingestMetrics } from './ingest-metrics.ts';
import type { RejectedPosition, ReportedPosition } from './reported-position.ts';
import type { Publication, TrackStore } from './track-store.ts';
import { checkReport, isCoarse } from './validity.ts';

/** What became of a report. */
export interface IngestOutcome {
  readonly acceptedCount: number;
  readonly rejected: readonly RejectedPosition[];
}

/** What taking positions works with. */
export interface IngestParts {
  readonly pool: Client;
  readonly redis: Redis;
  readonly names: RedisNames;
  readonly tracks: TrackStore;
  readonly sessions: Sessions;
  readonly estimates: Estimates;
  readonly history: HistoryWriter;
  readonly clock: DomainClock;
}

/** Takes the positions of a driver: each by itself, those that hold to Redis, to who watches, and to the history. */
export type Ingest = (
  driverId: string,
  positions: readonly ReportedPosition[],
) => Promise<IngestOutcome>;

export function createIngest(parts: IngestParts): Ingest {
  return async (driverId, positions) => {
    const endTimer = ingestMetrics.seconds.startTimer();
    const session = await parts.sessions.of(driverId);
    const outcome = session
      ? await takeWithRoom(parts, session, positions)
      : { acceptedCount: 0, rejected: positions.map((_, index) => noSession(index)) };
    endTimer();
    ingestMetrics.accepted.inc(outcome.acceptedCount);
    for (const { reason } of outcome.rejected) ingestMetrics.rejected.inc({ reason });
    return outcome;
  };
}

function noSession(index: number): RejectedPosition {
  return { index, reason: 'NO_SESSION' };
}

/** Room in the history comes first, so that nothing that was published can be lost for want of it. */
async function takeWithRoom(
  parts: IngestParts,
  session: DriverSession,
  positions: readonly ReportedPosition[],
): Promise<IngestOutcome> {
  await parts.history.reserve(positions.length);
  let accepted: readonly LivePosition[] = [];
  try {
    const taken = await take(parts, session, positions);
    accepted = taken.accepted;
    return { acceptedCount: accepted.length, rejected: taken.rejected };
  } finally {
    parts.history.append(accepted);
    parts.history.release(positions.length - accepted.length);
  }
}

/** Checks against the driver's track and writes it on, again when another process was faster. */
async function take(
  parts: IngestParts,
  session: DriverSession,
  positions: readonly ReportedPosition[],
) {
  const { driverId } = session;
  let seen = await parts.tracks.look(driverId, false);
  let known: DriverTrack | null = seen.track;
  for (let attempt = 0; attempt < hotPolicy.maxAttempts; attempt += 1) {
    known = seen.track ?? known ?? (await trackFromHistory(parts, driverId));
    const checked = checkReport(known, positions, parts.clock.now());
    const { track, rejected } = checked;
    if (checked.accepted.length === 0 || track === null) {
      if (!seen.remembered) return { accepted: [], rejected };
      // Nothing holds against what this process remembers: look at what stands there now.
      seen = await parts.tracks.look(driverId, true);
      continue;
    }
    const accepted = checked.accepted.map((position) => live(session, position));
    const current = await parts.tracks.compareAndSet({
      driverId,
      seen,
      after: track,
      ...publicationOf(parts, session, accepted),
    });
    if (current === null) {
      putOnMap(parts, accepted.at(-1));
      return { accepted, rejected };
    }
    seen = current;
  }
  throw new TiffinError(
    'SERVICE_UNAVAILABLE',
    'Positions of this driver come from too many sides.',
  );
}

/** Redis has forgotten the driver: the history knows where he was, unless it was long ago. */
async function trackFromHistory(
  { pool, clock }: IngestParts,
  driverId: string,
): Promise<DriverTrack | null> {
  const oldest = plusMs(clock.now(), -validityPolicy.maxAgeMs);
  const last = await lastInHistory(pool, driverId, oldest);
  return last && trackAt(last.location, last.recordedAt);
}

function live(session: DriverSession, position: ReportedPosition): LivePosition {
  const { location, headingDegrees, speedMetersPerSecond, accuracyMeters, recordedAt } = position;
  return {
    driverId: session.driverId,
    location,
    headingDegrees,
    speedMetersPerSecond,
    accuracyMeters,
    coarse: isCoarse(position),
    recordedAt,
    orderId: session.order?.id ?? null,
  };
}

/** What is written and published with accepted positions: all to those who follow the order, the last to the map. */
function publicationOf(
  { estimates, clock }: IngestParts,
  { order }: DriverSession,
  accepted: readonly LivePosition[],
): { position: string; publications: Publication[] } {
  const last = accepted.at(-1);
  if (!last) throw new Error('nothing was accepted');
  const position = JSON.stringify(last);
  const cell = cellOf(last.location, followingPolicy.minCellResolution);
  const publications: Publication[] = [{ channel: cellChannel(cell), message: position }];
  if (order) {
    const channel = positionChannel(order.id);
    const eta = estimates.of(order, last.location, clock.now());
    for (const each of accepted) {
      const message: PositionMessage = { position: each, eta };
      publications.push({ channel, message: JSON.stringify(message) });
    }
  }
  return { position, publications };
}

/** Nobody waits for the map, and a point that is missed is made good by the next one. */
function putOnMap({ redis, names }: IngestParts, position: LivePosition | undefined): void {
  if (!position) return;
  const { longitude, latitude } = position.location;
  redis.geoadd(names.map, longitude, latitude, position.driverId).catch(() => undefined);
}
