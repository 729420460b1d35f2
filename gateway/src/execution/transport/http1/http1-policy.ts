/** Reads of one moment that go to a connection together, unless configured otherwise; more go to another one. */
export const READS_TOGETHER = 16;
/** How often answers that stay away are looked for. */
export const CHECK_INTERVAL_MS = 20;
/** How often connections that idle are looked for while nothing is under way. */
export const IDLE_CHECK_INTERVAL_MS = 500;
/** A read that waits this long for the answer before its own is asked again elsewhere. */
export const STALLED_MS = 60;
/** Largest head of an answer, and largest line between the chunks of a body, bytes. */
export const MAX_HEAD_BYTES = 64 * 1024;
/** What a server announces as its idle time is not used to the end. */
export const IDLE_MARGIN_MS = 1_000;
/** Of a socket's bytes so many are looked at in one go. */
export const READ_BUFFER_BYTES = 64 * 1024;
