/** How often the delay of the event loop is looked at. */
export const SAMPLE_MS = 500;
/** Delay of the event loop from which on we count as overloaded, unless configured otherwise. */
export const OVERLOAD_DELAY_MS = 200;
/** Below this part of it we count as recovered; between the two a level stays. */
export const RECOVERED_RATIO = 0.4;
/** So many overloaded samples in a row add a level: one long task is no overload. */
export const SAMPLES_TO_RISE = 3;
/** So many recovered samples in a row take one away: what was shed comes back slowly. */
export const SAMPLES_TO_FALL = 20;
/** Clients are told to come back after this long. */
export const SHED_RETRY_AFTER_MS = 10_000;
/** Events held back for one subscription, one per key; more go out at once. */
export const SPACED_KEYS = 2_000;
