/** How long a key is remembered, process time. A client that repeats later starts anew. */
export const KEY_LIFE_MS = 24 * 60 * 60 * 1_000;
/** An attempt at a longer command that shows no progress for this long is taken for dead. */
export const LEASE_MS = 30_000;
/** Expired keys removed by one call. */
export const EXPIRED_KEYS_PER_SWEEP = 1_000;
/** Largest answer kept, characters of JSON: keep ids and amounts, read the rest again. */
export const ANSWER_MAX_CHARACTERS = 64 * 1024;
