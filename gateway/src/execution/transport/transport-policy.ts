/** Connections to one subgraph, unless configured otherwise. */
export const SUBGRAPH_MAX_CONNECTIONS = 128;
/** Fetches to one subgraph under way or waiting for a connection; more are refused at once. */
export const SUBGRAPH_MAX_FETCHES = 4_096;
export const SUBGRAPH_CONNECT_TIMEOUT_MS = 2_000;
/** Largest answer of a subgraph, bytes. */
export const SUBGRAPH_MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** Requests that got no answer may be repeated for this share of all requests … */
export const RETRY_BUDGET_RATIO = 0.1;
/** … saved up to this many, which also is what a quiet subgraph starts with. */
export const RETRY_BUDGET_MAX = 10;

/** Accounts of which it is known when they last changed something while reads are under way. */
export const CHANGED_OWNERS_LIMIT = 10_000;

/**
 * A read that has been under way for so long is not joined any more: who comes now would get what is that old, or what
 * is left of somebody else's time.
 */
export const JOINED_WITHIN_MS = 2_000;
