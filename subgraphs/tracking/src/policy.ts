const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Which positions are believed. Domain time. */
export const validityPolicy = {
  maxReported: 100,
  maxAccuracyMeters: 10_000,
  /** A worse accuracy is kept, but moves no geofence. */
  coarseAboveMeters: 50,
  /** Devices' clocks may be ahead by this much. */
  maxFutureMs: 5 * SECOND_MS,
  maxAgeMs: 24 * HOUR_MS,
  /** 200 km/h. */
  maxSpeedMetersPerSecond: 200_000 / 3_600,
  /** Sustained rate of a driver ... */
  positionsPerSecond: 1,
  /** ... and how many may come at once after a pause. */
  burst: 5,
} as const;

/** What Redis holds. Wall time. */
export const hotPolicy = {
  lastPositionTtlMs: 30 * SECOND_MS,
  /** What the next position of a driver is checked against. */
  trackTtlMs: 24 * HOUR_MS,
  /** Tracks remembered in the process, to save a round trip. */
  tracksInMemory: 20_000,
  /** Tries when several processes take positions of one driver at the same time. */
  maxAttempts: 8,
  /** Ids in one question for last positions. */
  maxLastPositions: 1_000,
} as const;

/** How long what is known of a driver's session is used again without a look. Wall time. */
export const sessionPolicy = {
  freshMs: 2 * SECOND_MS,
  inMemory: 20_000,
} as const;

/** The history of positions in Postgres. */
export const historyPolicy = {
  /** Positions are written at the latest this long after they were taken, wall time. */
  flushMs: 200,
  /** Positions written in one statement. */
  batch: 2_000,
  /** Positions waiting to be written; past it reporting waits. */
  maxWaiting: 20_000,
  /** Reports waiting for room, and how long each waits, wall time. */
  maxWaitingReports: 5_000,
  waitForRoomMs: 2 * SECOND_MS,
  /** Pause after a failed write, wall time, doubled each time up to the ceiling. */
  retryBaseMs: 50,
  retryCeilingMs: 2 * SECOND_MS,
  /** Closing waits this long for the last write, wall time. */
  closeMs: 1_500,
  /** Days (UTC, domain time) whose partitions stand ready: yesterday, today and those after. */
  daysBehind: 1,
  daysAhead: 2,
  retentionDays: 90,
} as const;

/** Estimates of arrival. Domain time. */
export const etaPolicy = {
  recomputeMeters: 100,
  recomputeMs: 30 * SECOND_MS,
  /** Assumed way of a driver who is not known yet, to the restaurant. */
  unknownDriverMs: 8 * MINUTE_MS,
  /** Assumed vehicle of a driver who is not known yet. */
  unknownVehicle: 'MOTORCYCLE',
  /** Assumed preparation while the kitchen has not said. */
  unknownPrepMs: 15 * MINUTE_MS,
  /** Ends of the 80 % band as parts of the time left; assumptions until the history of arrivals tells better. */
  earlyShare: 0.15,
  lateShare: 0.3,
  /** The same before a driver is known. */
  lateShareWithoutDriver: 0.6,
  /** The band is never narrower than this to either side. */
  minimumMarginMs: MINUTE_MS,
  /** Orders whose last estimate is remembered in the process. */
  inMemory: 20_000,
} as const;

/** Who sees how much. */
export const privacyPolicy = {
  /** Decimals of a degree that customers see before the food is picked up: about 110 m. */
  decimalsBeforePickUp: 3,
} as const;

/** Subscriptions. */
export const followingPolicy = {
  /** A subscriber may be faster than the events that make an order known; he waits this long, wall time. */
  unknownOrderWaitMs: 2 * SECOND_MS,
  /** Cells of one operator's map. */
  maxCells: 64,
  minCellResolution: 5,
  maxCellResolution: 9,
  /** Drivers put on a new map for each cell asked for. */
  maxInitialPerCell: 500,
} as const;
