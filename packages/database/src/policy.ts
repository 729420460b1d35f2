/** Bounds of every pool and transaction. Durations are process time. */
export const databasePolicy = {
  /** A statement that takes longer is cancelled by the server. */
  statementTimeoutMs: 500,
  /** A transaction left open by a stuck process gives its locks back. */
  idleInTransactionTimeoutMs: 10_000,
  /** How long a caller waits for a free or new connection. */
  connectTimeoutMs: 5_000,
  idleConnectionTimeoutMs: 30_000,
  poolSize: 10,
  /** Distinct Prisma queries that are prepared per connection; the rest are parsed each time. */
  preparedStatements: 500,
  transactionRetries: 3,
  retryBaseMs: 10,
  retryCeilingMs: 200,
} as const;
