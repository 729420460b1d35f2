/** Largest request body, bytes. */
export const BODY_LIMIT_BYTES = 1024 * 1024;
/** Headers of a request from one of our own processes, bytes: the forwarded identity can be long. */
export const INTERNAL_HEADERS_LIMIT_BYTES = 64 * 1024;
/** A client has this long for its headers, against connections that drip. */
export const HEADERS_TIMEOUT_MS = 10_000;
/** And this long for the whole request. */
export const REQUEST_TIMEOUT_MS = 30_000;
/**
 * How long our clients keep an idle connection. It must be less than the server's, or a request can
 * be written into a connection that the server is just closing.
 */
export const CLIENT_IDLE_MS = 30_000;
/** How long the server keeps an idle connection. */
export const SERVER_IDLE_MS = 75_000;
/** A readiness check that takes longer counts as failed. */
export const READY_TIMEOUT_MS = 2_000;
/** In-flight requests get this long when the process is told to stop. */
export const DRAIN_TIMEOUT_MS = 2_000;
/** A connection that has been ended is cut when its client does not end it, too, in this time. */
export const LINGER_MS = 500;
/** And everything together this long. */
export const SHUTDOWN_TIMEOUT_MS = 3_000;
