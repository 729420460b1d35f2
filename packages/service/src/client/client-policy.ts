/** A call to another subgraph fails after this long, each attempt. */
export const CALL_TIMEOUT_MS = 5_000;
/** Connections to one subgraph. */
export const MAX_CONNECTIONS = 32;
/** Calls under way or waiting for a connection; more are refused at once. */
export const MAX_CALLS_IN_FLIGHT = 512;
/** Largest answer read, bytes. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** Pause before the one repetition, varied by half so that callers do not return in step. */
export const RETRY_DELAY_MS = 50;
/** This many transport failures in a row open the circuit … */
export const CIRCUIT_FAILURES = 10;
/** … for this long, after which one call tries again. */
export const CIRCUIT_OPEN_MS = 1_000;
