/** Bounds of the sandbox provider. Durations are process time. */
export const sandboxPolicy = {
  defaultPort: 4107,
  maxBodyBytes: 64 * 1024,
  /** Largest amount of one intent, in minor units. */
  maxAmountMinor: 999_999_999_999,
  maxMetadataEntries: 20,
  maxTextLength: 500,
  maxIdempotencyKeyLength: 255,
  defaultPageSize: 10,
  maxPageSize: 100,
  /** How late the slow test cards answer: beyond any sensible client's patience. */
  slowAnswerMs: 12_000,
  /** How many faults may be ordered at once. */
  maxOrderedFaults: 100,
  webhook: {
    timeoutMs: 5_000,
    attempts: 6,
    retryBaseMs: 200,
    retryCeilingMs: 10_000,
    concurrency: 4,
    /** Events waiting for delivery; past it the oldest are given up. */
    maxWaiting: 10_000,
  },
} as const;
