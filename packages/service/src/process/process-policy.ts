import { SHUTDOWN_TIMEOUT_MS } from '../http/http-policy.ts';

/** A stop is announced for so long before anything ends, unless configured otherwise. */
export const STOP_NOTICE_MS = 500;
/** And at most so long. */
export const MAX_STOP_NOTICE_MS = 10_000;
/** Closing may take this long after the notice before the process ends anyway. */
export const EXIT_TIMEOUT_MS = SHUTDOWN_TIMEOUT_MS + 500;
