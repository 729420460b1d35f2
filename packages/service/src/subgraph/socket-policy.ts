/** Sockets one subgraph process accepts: its only clients are gateways and other subgraphs. */
export const MAX_SOCKETS = 1_000;
/** Running operations on one socket; a gateway multiplexes all of its upstreams over few sockets. */
export const MAX_OPERATIONS_PER_SOCKET = 20_000;
/** Largest message from a client, bytes. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;
/** Bytes that may wait for a slow reader; a socket with more is cut, and its client resumes. */
export const MAX_UNSENT_BYTES = 32 * 1024 * 1024;
/** Parsed and validated documents remembered; a gateway sends the same few again and again. */
export const DOCUMENT_CACHE_ENTRIES = 1_000;
/** A socket that does not say hello within this time is closed with 4408. */
export const CONNECTION_INIT_TIMEOUT_MS = 3_000;
/** Interval of protocol pings; a socket that misses one is terminated. */
export const SOCKET_KEEP_ALIVE_MS = 12_000;
