/** How often the source of the supergraph is looked at, unless configured otherwise. */
export const SUPERGRAPH_POLL_MS = 2_000;
/** An answer of the place that publishes the supergraph may take this long. */
export const SUPERGRAPH_FETCH_TIMEOUT_MS = 10_000;
/** Largest supergraph that is taken in, bytes. */
export const SUPERGRAPH_MAX_BYTES = 16 * 1024 * 1024;
/** Operations that a new supergraph is tried with. */
export const MAX_REGISTERED_OPERATIONS = 1_000;
/** Subscriptions that do not fit the new schema end spread over this time, so that clients do not return at once. */
export const SCHEMA_CHANGE_WINDOW_MS = 10_000;
/** What was admitted on the old supergraph may wait this long for its limits before it begins there. */
export const RETIREMENT_GRACE_MS = 2_000;
