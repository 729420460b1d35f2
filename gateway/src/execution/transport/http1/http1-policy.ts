/** Reads of one moment that go to a connection together, unless configured otherwise; more go to another one. */
export const READS_TOGETHER = 16;
/** How often answers that stay away are looked for. */
export const CHECK_INTERVAL_MS = 20;
/** How often connections that idle are looked for while nothing is under way. */
export const IDLE_CHECK_INTERVAL_MS = 500;
/** A read that waits this long for the answer before its own is asked again elsewhere, if it is also … */
export const STALLED_MS = 60;
/** … so many times as long as answers of this server take. */
export const STALLED_TIMES = 4;
/** What one answer counts in the time that answers take. */
export const LATEST_WEIGHT = 0.05;
/** Largest head of an answer, and largest line between the chunks of a body, bytes. */
export const MAX_HEAD_BYTES = 64 * 1024;
/** What a server announces as its idle time is not used to the end. */
export const IDLE_MARGIN_MS = 1_000;
/** Of a socket's bytes so many are looked at in one go. */
export const READ_BUFFER_BYTES = 64 * 1024;
