/** Every number of the payments context. Durations are process time unless they say otherwise. */
export const paymentsPolicy = {
  /** The platform's share of a restaurant's items, in basis points. */
  commissionBasisPoints: 2_500,
  /** Largest amount of one payment, minor units. */
  maxAmountMinor: 2_147_483_647,
  /** Longest payment method token. */
  maxTokenLength: 200,
  maxRefundReasonLength: 300,

  authorisation: {
    /** A caller is answered within this time: PENDING when the provider has not answered by then. */
    answerWithinMs: 4_000,
    /** How often a repeated call looks whether the first one has its answer. */
    lookAgainMs: 25,
    /** A challenge the customer does not meet within this time is given up. */
    challengeLifetimeMs: 15 * 60_000,
    /** How often the provider is asked about a challenge, should its webhook be lost. */
    challengePollMs: 5_000,
  },

  provider: {
    timeoutMs: 10_000,
    /** Further tries at once, each after a longer pause. */
    retries: 2,
    retryBaseMs: 1_000,
    connections: 64,
    maxAnswerBytes: 1024 * 1024,
    pageSize: 100,
  },

  breaker: {
    consecutiveFailures: 5,
    /** Of the last `window` calls this share may fail, in percent. */
    failurePercent: 30,
    window: 20,
    openMs: 30_000,
    successesToClose: 3,
  },

  instructions: {
    /** Instructions this process carries out at once. */
    concurrency: 16,
    /** What other processes wrote is looked for this often. */
    pollMs: 100,
    /** An instruction whose process died is taken over after this time. */
    leaseMs: 5_000,
    renewLeaseMs: 1_500,
    /** Pause after the provider failed: doubled each time between these. It never gives up by itself. */
    retryBaseMs: 1_000,
    retryCeilingMs: 30_000,
    maxErrorLength: 500,
    /** Parked instructions shown at once. */
    maxParkedShown: 100,
    /** Pause after a failure of the database. */
    outagePauseMs: 500,
    /** Running work may end before the process does; what does not is given back, and repeated elsewhere. */
    drainMs: 400,
  },

  refund: {
    /** A caller waits this long for the provider; the refund is made in any case. */
    answerWithinMs: 10_000,
    lookAgainMs: 50,
  },

  webhooks: {
    maxBodyBytes: 256 * 1024,
    /** How far the signature's time may be from ours, against replays. */
    toleranceMs: 5 * 60_000,
    /** Stored events that were not processed are looked for this often. */
    sweepMs: 5_000,
    sweepBatch: 100,
    /** Processed events are kept this long. */
    keepMs: 30 * 24 * 60 * 60_000,
  },

  reconciliation: {
    maxDifferences: 100,
    /** Payments compared at most, newest first. */
    maxPayments: 1_000_000,
    /** Reports may take longer than an ordinary statement. */
    statementTimeoutMs: 15_000,
  },
} as const;
