/** Bounds of everything that carries events. All times are process time, in milliseconds. */
export const eventsPolicy = {
  /** A single event's `data`, as JSON text. */
  maxEventBytes: 64 * 1024,
  /** Events one call of `appendToOutbox` may write. */
  maxAppend: 500,

  /** Rows the relay numbers and publishes at a time. */
  relayBatch: 500,
  /** The relay looks for events of other processes this often; its own process pokes it. */
  relayPollMs: 100,
  /** Consumers' progress is collected, and rows nobody needs any more are deleted, this often. */
  acknowledgementPollMs: 1_000,
  /** Rows deleted in one statement. */
  deletionBatch: 2_000,
  /** Rounds that fail in a row before the relay makes a new connection to Postgres. */
  relayPatience: 5,
  /** A stand-by relay or consumer tries this often to become the active one. */
  takeOverMs: 500,
  /** Entries a stream may hold, whoever has not read them: about 300 MB at 1.5 kB. Past it see README, "Bounds". */
  maxStreamEntries: 200_000,
  /** A consumer not heard of for this long no longer slows the others down. */
  consumerAliveMs: 30_000,

  /** Entries a follower reads at a time. */
  followerBatch: 500,
  /** Entries a consumer reads at a time. */
  consumerBatch: 100,
  /** How long one blocking read waits. */
  blockMs: 1_000,
  /** A consumer announces its position again this often, should Redis have forgotten it. */
  announceMs: 5_000,
  /** A handler that takes longer is given up and its event fails; below the database's limit for idle transactions. */
  effectTimeoutMs: 8_000,
  /** Tries in place, at once, before an event's subject is parked. */
  immediateAttempts: 2,
  /** Tries of a parked event before it is a dead letter. */
  maxAttempts: 10,
  retryBaseMs: 100,
  retryCeilingMs: 30_000,
  /** Text of an error that is kept. */
  maxErrorLength: 2_000,

  /** Pause after a failure of Postgres or Redis: doubled each time between these. */
  outageBaseMs: 50,
  outageCeilingMs: 2_000,

  /** Log entries read at a time for a subscriber. */
  subscriberPage: 100,
  /** A live subscriber reads the log again this often, whatever the channel says; ± 20 %. */
  safetyReadMs: 5_000,
  /** The same while Redis is away. */
  pollWithoutRedisMs: 1_000,
  /** How long a new subscriber waits for SUBSCRIBE before it goes on by polling. */
  subscribeWaitMs: 500,
  /** A subscriber whose log cannot be read for this long is ended with an error, so that it comes again. */
  readPatienceMs: 30_000,
  /** A hole in a log that stays for this long ends the subscriber with an error. */
  gapPatienceMs: 5_000,
  /** Traces that one wake-up tells a channel's subscribers of, the newest. */
  maxWakeUpCauses: 16,
  /** Traces that a subscriber remembers of entries it has not read yet. */
  maxPendingCauses: 64,
  /** Distinct keys (drivers on a map) held for one slow subscriber; the oldest is given up first. */
  maxLatestKeys: 5_000,
} as const;
