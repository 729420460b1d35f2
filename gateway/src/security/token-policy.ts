/** Tokens for another audience are not for this gateway. */
export const ACCESS_TOKEN_AUDIENCE = 'tiffin';
export const ACCESS_TOKEN_ALGORITHMS = ['EdDSA', 'ES256'];
/** Clocks of two machines may differ by this much. */
export const ACCESS_TOKEN_CLOCK_TOLERANCE_SECONDS = 5;
/** A token of a member of a thousand restaurants stays under this. */
export const ACCESS_TOKEN_MAX_CHARACTERS = 96 * 1024;
/** A verified token is not verified again for this long, so a withdrawn key ends soon after. */
export const VERIFIED_TOKEN_LIFE_MS = 60_000;
/** Verified tokens remembered. */
export const VERIFIED_TOKEN_ENTRIES = 10_000;

/** The key set is fetched again after this. */
export const KEY_SET_MAX_AGE_MS = 10 * 60_000;
/** An unknown key id makes it fetched again, but not more often than this. */
export const KEY_SET_COOLDOWN_MS = 30_000;
export const KEY_SET_TIMEOUT_MS = 3_000;
