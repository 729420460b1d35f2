import type { Vehicle } from '@tiffin/kernel';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Times of offers. Domain time unless a name says wall. */
export const offerPolicy = {
  /** How long a driver has to answer. */
  answerMs: 20 * SECOND_MS,
  /** A driver who declined is not asked for the same delivery again before this. */
  declinedRestMs: 10 * MINUTE_MS,
  /** A driver who did not answer may be asked for the same delivery again after this. */
  expiredRestMs: 1 * MINUTE_MS,
} as const;

/** When the dispatcher works, and with how much at a time. */
export const dispatchPolicy = {
  /** Interval of the rolling batches, domain time ... */
  tickMs: 2 * SECOND_MS,
  /** ... but never more often than this, wall time. */
  minimumTickWallMs: 100,
  /** Two passes woken by events are at least this far apart, wall time. */
  minimumPauseWallMs: 10,
  /** Deliveries looked at in one pass, most urgent first. */
  maxDeliveries: 300,
  /** Free drivers looked at in one pass. */
  maxDrivers: 3_000,
  /** Offers written at the same time. */
  parallelOffers: 4,
  /** A delivery is dispatched when the driver would arrive at most this long before the food is ready. */
  earlyArrivalMs: 3 * MINUTE_MS,
  /** A driver whose shift ends within this is not waited for. */
  shiftReserveMs: 2 * MINUTE_MS,
  /** A search is due this long before the food is, or from its beginning if that is later. */
  searchLeadMs: 15 * MINUTE_MS,
  /** Express deliveries count as this much more urgent. */
  expressLeadMs: 5 * MINUTE_MS,
} as const;

/** Where the dispatcher takes the places of free drivers from; wall time. */
export const positionPolicy = {
  /** The tracking context has this long to answer. */
  timeoutMs: 150,
  /** Answers are used again for this long. */
  freshMs: 500,
  /** Drivers in one question; tracking takes no more. */
  maxPerQuestion: 1_000,
  /** Drivers remembered. */
  inMemory: 10_000,
  /** After a failure the last known places are used for this long before tracking is asked again. */
  pauseAfterFailureMs: 1_000,
} as const;

/** What a search for a driver may do at one step; it goes on to the next by failed offers or by time. */
export interface SearchStep {
  /** The step begins after this many offers without success ... */
  readonly afterFailedOffers: number;
  /** ... or when the search has been due for this long (domain time), whichever is sooner. */
  readonly afterMs: number;
  /** Drivers farther away than this travel time are not asked. */
  readonly maxTravelMs: number;
  /** Reach of each vehicle is multiplied by this. */
  readonly reachFactor: number;
  /** Added to base and distance pay, in basis points. */
  readonly bonusBasisPoints: number;
  /** Whether operators are told. */
  readonly escalate: boolean;
}

/** Wider, then dearer, then operators. */
export const searchSteps: readonly [SearchStep, ...SearchStep[]] = [
  {
    afterFailedOffers: 0,
    afterMs: 0,
    maxTravelMs: 20 * MINUTE_MS,
    reachFactor: 1,
    bonusBasisPoints: 0,
    escalate: false,
  },
  {
    afterFailedOffers: 3,
    afterMs: 2 * MINUTE_MS,
    maxTravelMs: 40 * MINUTE_MS,
    reachFactor: 2,
    bonusBasisPoints: 0,
    escalate: false,
  },
  {
    afterFailedOffers: 6,
    afterMs: 5 * MINUTE_MS,
    maxTravelMs: 40 * MINUTE_MS,
    reachFactor: 2,
    bonusBasisPoints: 2_500,
    escalate: false,
  },
  {
    afterFailedOffers: 10,
    afterMs: 10 * MINUTE_MS,
    maxTravelMs: 120 * MINUTE_MS,
    reachFactor: 20,
    bonusBasisPoints: 5_000,
    escalate: true,
  },
];

/** When a search is given up; domain time. */
export const giveUpPolicy = {
  /** Ready food waits this long for a driver. */
  afterReadyMs: 45 * MINUTE_MS,
  /** A delivery is searched for this long after its food was due, ready or not. */
  afterDueMs: 90 * MINUTE_MS,
} as const;

/** The longest delivery each vehicle is asked for, along the route, metres. */
export const vehicleReachMeters: Readonly<Record<Vehicle, number>> = {
  WALKING: 1_500,
  BICYCLE: 6_000,
  MOTORCYCLE: 25_000,
  CAR: 50_000,
};

/** The vehicle whose road factor measures a delivery before a driver is known. */
export const PLANNING_VEHICLE: Vehicle = 'MOTORCYCLE';

/** Bounds of what clients send. */
export const inputPolicy = {
  proofMaxCharacters: 200,
  reasonMaxCharacters: 300,
  /** A shift is at most this long. */
  maxShiftMs: 24 * 60 * MINUTE_MS,
} as const;

/** Waiting pay. */
export const waitPolicy = {
  /** The first minutes at the restaurant are part of the base pay. */
  graceMs: 5 * MINUTE_MS,
  /** Waiting beyond this is not paid. */
  maxPaidMs: 40 * MINUTE_MS,
} as const;

/** Process-time bounds of the service's own connections. */
export const servicePolicy = {
  poolSize: 12,
  /** How often expired idempotency keys are removed. */
  keySweepMs: 10 * MINUTE_MS,
} as const;
