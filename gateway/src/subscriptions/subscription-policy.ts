/** Sockets one gateway process accepts; the next one is answered 503. */
export const MAX_SOCKETS = 20_000;
/** Operations running on one socket. */
export const MAX_OPERATIONS_PER_SOCKET = 100;
/** Largest message from a client, bytes; a larger one closes with 1009. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;
/** A socket that does not say hello within this time is closed with 4408. */
export const CONNECTION_INIT_TIMEOUT_MS = 5_000;
/** Interval of protocol pings; a socket that has not answered one by the next is terminated. */
export const KEEP_ALIVE_INTERVAL_MS = 12_000;
/** Bytes waiting for one client to read them; past it the socket is closed with 4510. */
export const MAX_BUFFERED_BYTES = 1024 * 1024;
/** A closing socket whose client does not answer is cut after this. */
export const CLOSE_TIMEOUT_MS = 2_000;
/** Events waiting for other subgraphs' fields, per subscription; past it the subscription ends. */
export const MAX_PENDING_EVENTS = 1_000;

/** The gateway's pings to a subgraph, and how long it waits for each answer. */
export const UPSTREAM_KEEP_ALIVE_MS = 10_000;
export const UPSTREAM_PONG_TIMEOUT_MS = 5_000;
export const UPSTREAM_ACK_TIMEOUT_MS = 3_000;
/** An unused connection to a subgraph is kept this long. Its timer outlives a stop, so it is short. */
export const UPSTREAM_IDLE_MS = 500;
/** Attempts to reach a subgraph before a new subscription is told that it is unavailable. */
export const UPSTREAM_CONNECT_ATTEMPTS = 3;
export const UPSTREAM_RETRY_DELAY_MS = 100;

/** Node's longest timer; a later token expiry is waited for in steps. */
export const MAX_TIMER_MS = 2 ** 31 - 1;
