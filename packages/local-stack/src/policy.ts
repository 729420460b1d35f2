/** Bounds of the local stack. Durations are process time. */
export const localStackPolicy = {
  /** From the start of a store until it answers. */
  storeStartTimeoutMs: 30_000,
  /** From the request to stop until a process is killed. */
  stopTimeoutMs: 10_000,
  /** From the start of a subgraph or the gateway until `/ready` answers 200. */
  readyTimeoutMs: 60_000,
  /** Between two looks at a condition somewhere else. */
  pollIntervalMs: 50,
  /** A look that takes longer counts as a no. */
  probeTimeoutMs: 2_000,
  /** Lines of a process's log that are shown when it dies at its start. */
  shownLogLines: 20,
  /** How much of the end of a log is read for them. */
  shownLogBytes: 16_384,
  /** Ports are chosen below the range from which the kernel takes the ports of outgoing connections. */
  lowestPort: 20_000,
  highestPort: 32_767,
  portAttempts: 100,
  /** A keeper that nobody asks for anything goes away. */
  keeperIdleTimeoutMs: 15_000,
  /** Data of a stack without a server are removed when they are older than this. */
  remainsAgeMs: 600_000,
  /** Templates of test databases that are kept, the newest. */
  keptTemplates: 24,
  /** Logs of the last stacks that are kept. */
  keptStackLogs: 20,
  maxPostgresConnections: 300,
} as const;
