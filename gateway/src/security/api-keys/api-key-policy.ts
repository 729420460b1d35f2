/** What every key begins with. */
export const API_KEY_MARK = 'tk_';
export const API_KEY_MAX_CHARACTERS = 256;
/** Exchanged keys remembered, by their hash. */
export const API_KEY_ENTRIES = 10_000;
/** A key is not exchanged again for this long, so a revoked one ends soon after. */
export const API_KEY_LIFE_MS = 60_000;
/** And a wrong one is not asked about again for this long. */
export const WRONG_API_KEY_LIFE_MS = 10_000;
export const API_KEY_EXCHANGE_TIMEOUT_MS = 3_000;
