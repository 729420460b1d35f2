/** Every number of quotes, placement and the life of an order. Durations without another word are domain time. */

/** The Postgres schema of this subgraph. */
export const ORDERS_SCHEMA = 'orders';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const orderPolicy = {
  /** A quote is good for this long. */
  quoteLifeMs: 10 * MINUTE_MS,
  /** The restaurant has this long to take an order. */
  acceptanceMs: 5 * MINUTE_MS,
  /** A customer who cancels within this time after the acceptance gets a part back. */
  gracePeriodMs: 5 * MINUTE_MS,

  /** Refunds to a customer who changes their mind, in basis points. */
  refundBeforeAcceptanceBasisPoints: 10_000,
  refundInGracePeriodBasisPoints: 5_000,
  refundLaterBasisPoints: 0,

  /** A slot lies at least and at most this far ahead. */
  slotLeadMs: 15 * MINUTE_MS,
  slotHorizonMs: 7 * DAY_MS,

  preparationMinutes: { minimum: 1, maximum: 180 },
  /** What a kitchen in mode BUSY takes longer. */
  busyExtraMinutes: 10,
  /** From the counter to the door, for the time that is not travel: finding, handing over. */
  handOverMs: 4 * MINUTE_MS,
  /** Until a driver is found and at the restaurant, as far as the kitchen's time does not cover it. */
  dispatchMs: 6 * MINUTE_MS,
  expressDispatchMs: 2 * MINUTE_MS,
  /** What a driver is assumed to move with before one is found. */
  assumedVehicle: 'MOTORCYCLE',

  lines: { minimum: 1, maximum: 100 },
  quantity: { minimum: 1, maximum: 99 },
  maximumModifiersPerLine: 50,
  maximumAddressCharacters: 300,
  maximumNoteCharacters: 500,
  maximumPaymentMethodCharacters: 200,
  /** A tip is at most this part of the items. */
  maximumTipBasisPoints: 10_000,
  /** The largest total: amounts travel between services as 32-bit integers of minor units. */
  maximumTotalMinor: 2_147_483_647n,

  /** Entries of one order's log in one answer: no order has more states than that. */
  maximumHistory: 50,
  /** Orders under way in one answer. */
  boardSize: 50,
  maximumBoardSize: 100,
} as const;

/** Following logs. All process time, milliseconds. */
export const followingPolicy = {
  /** A driver who asks for an order that is not known to be theirs is answered after this long at the latest. */
  assignmentWaitMs: 3_000,
  assignmentPollMs: 50,
} as const;

/** The database, process time in milliseconds. */
export const databasePolicy = {
  /** What is safe to repeat is repeated after a passing failure, so often. */
  retries: 2,
  /** Before the first repetition; doubled for the next. */
  retryPauseMs: 100,
} as const;

/** Partitions by month of the orders' ids. All process time. */
export const partitionPolicy = {
  /** This month and the next ones are made ahead. */
  monthsAhead: 4,
  everyMs: DAY_MS,
  /** Making them may take this long. */
  timeoutMs: 20_000,
} as const;

/** Placement and its recovery. All process time, milliseconds. */
export const placementPolicy = {
  /** A placement whose process shows no sign of life for this long is taken for abandoned. */
  leaseMs: 3_000,
  /** How often a process renews the leases of its placements under way. */
  heartbeatMs: 1_000,
  /** How often abandoned placements, stock to give back and old quotes are looked for. */
  recoveryEveryMs: 500,
  /** Rows taken at a time. */
  recoveryBatch: 20,
  /** Pauses between tries of undoing: doubled each time. */
  undoPauseMs: 500,
  undoPauseCeilingMs: 30_000,
  /** How long a repetition waits for the placement it repeats. */
  waitForOtherMs: 15_000,
  waitPauseMs: 20,
  /** Authorising waits for the provider: 10 s, 2 retries, 3 s of pauses, and some for the way. */
  authoriseTimeoutMs: 40_000,
  /** A used quote is remembered for this long (domain time) after its end. */
  quoteUseKeptMs: DAY_MS,
  /** A finished placement answers repetitions for this long. */
  placementKeptMs: DAY_MS,
  /** Used quotes and finished placements forgotten at a time. */
  quoteUseBatch: 1_000,
} as const;

/** The process itself. */
export const servicePolicy = {
  /** Connections to the database. */
  poolSize: 20,
  /** As many are opened before the first request. */
  warmConnections: 4,
  /** Connections to payments for holds, which may each wait long for a provider that is down. */
  authorisationConnections: 128,
} as const;
