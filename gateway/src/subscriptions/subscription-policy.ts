/** What one gateway, and one socket on it, will bear. */
export interface SocketLimits {
  /** Connections of this process that carry subscriptions; the next one is answered 503. */
  sockets: number;
  /** The same from one address; the next one is answered 429. */
  socketsPerAddress: number;
  /** The same of one account; the next one is closed with 4511, over HTTP answered 429. */
  socketsPerAccount: number;
  /** Operations running on one socket. */
  operations: number;
  /** Largest message from a client; a larger one closes with 1009. */
  messageBytes: number;
  /** Bytes that may wait for one client to read them; the next message closes with 4510. */
  bufferedBytes: number;
  /** A socket that does not say hello within this time is closed with 4408. */
  initTimeoutMs: number;
  /**
   * Interval of WebSocket pings; a socket that has not answered one by the next is cut. Also of the
   * signs of life in streams over HTTP.
   */
  keepAliveMs: number;
}

export const DEFAULT_SOCKET_LIMITS: Readonly<SocketLimits> = {
  sockets: 20_000,
  socketsPerAddress: 20_000,
  socketsPerAccount: 100,
  operations: 100,
  messageBytes: 256 * 1024,
  bufferedBytes: 1024 * 1024,
  initTimeoutMs: 5_000,
  keepAliveMs: 12_000,
};

/** Longest id a client may give an operation; it is repeated with every event. */
export const MAX_OPERATION_ID_CHARACTERS = 128;
/** A closing socket whose client does not answer is cut after this. */
export const CLOSE_TIMEOUT_MS = 2_000;
/** A stop closes the sockets over a window that grows with their number, up to the longest … */
export const CLOSE_WINDOW_PER_SOCKET_MS = 0.1;
export const CLOSE_WINDOW_MAX_MS = 1_000;
/** … and has less time for a client that does not answer. */
export const GOODBYE_TIMEOUT_MS = 1_000;
/** Events waiting for other subgraphs' fields, per subscription; past it the subscription ends. */
export const MAX_PENDING_EVENTS = 1_000;

/** The gateway's pings to a subgraph, and how long it waits for each answer. */
export const UPSTREAM_KEEP_ALIVE_MS = 10_000;
export const UPSTREAM_PONG_TIMEOUT_MS = 5_000;
export const UPSTREAM_ACK_TIMEOUT_MS = 3_000;
/** A new subscription waits this long for a connection to its source. */
export const UPSTREAM_CONNECT_TIMEOUT_MS = 2_000;
/** Pause between attempts to connect: from the first to the last, doubling. */
export const UPSTREAM_RETRY_MIN_MS = 50;
export const UPSTREAM_RETRY_MAX_MS = 1_000;

/** A stream that lost its source is taken up again for this long, then told to its client. */
export const RESUME_TIMEOUT_MS = 30_000;
/** Pause before each attempt: a random part of the first, doubling up to the last. */
export const RESUME_PAUSE_MIN_MS = 200;
export const RESUME_PAUSE_MAX_MS = 2_000;
/** A stream that lived this long counts as taken up, and its next loss as a new one. */
export const RESUME_SETTLED_MS = 5_000;

/** Events that a shared stream keeps for those who resume, whichever bound is met first. */
export const RECENT_EVENTS = 64;
export const RECENT_CHARACTERS = 64 * 1024;
/** Keys by which a shared stream keeps the newest event for those who join. */
export const LATEST_KEYS = 2_000;
/** Events completed at once, over all streams; each may need several fetches. */
export const COMPLETIONS_AT_ONCE = 512;
/** Streams that catch up with a shared one at once; the others wait their turn … */
export const CATCH_UPS_AT_ONCE = 64;
/** … until one has caught up, or has had this long. */
export const CATCH_UP_TURN_MS = 1_000;

/** Node's longest timer; a later token expiry is waited for in steps. */
export const MAX_TIMER_MS = 2 ** 31 - 1;
