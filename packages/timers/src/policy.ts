/** Bounds of the timers. Durations are process time. */
export const timersPolicy = {
  /** Timers of one schema that one process runs at the same time, each on a connection of its own. */
  concurrency: 4,
  /** A runner looks at least this often for timers that other processes have set. */
  longestSleepMs: 200,
  /** And at most this often, when what is due is being run elsewhere. */
  shortestSleepMs: 10,
  /** A handler that takes longer fails; below the database's limit for idle transactions. */
  handlerTimeoutMs: 8_000,
  /** Tries of a timer before it is parked. */
  maxAttempts: 8,
  retryBaseMs: 100,
  retryCeilingMs: 30_000,
  /** Pause after a failure of Postgres: doubled each time between these. */
  outageBaseMs: 50,
  outageCeilingMs: 2_000,
  maxDataBytes: 16 * 1024,
  /** Text of an error that is kept. */
  maxErrorLength: 2_000,
} as const;
