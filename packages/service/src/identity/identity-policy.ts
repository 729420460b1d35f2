/** How long a forwarded identity is good for: long enough for one request, short enough to leak. */
export const IDENTITY_LIFE_MS = 60_000;
/** A signed identity is handed out again while more than this much of its life is left. */
export const IDENTITY_REUSE_MARGIN_MS = 30_000;
/** Clocks of two machines may differ by this much. */
export const IDENTITY_CLOCK_TOLERANCE_MS = 5_000;
/** Only tokens for this audience count; a user's access token has another. */
export const IDENTITY_AUDIENCE = 'tiffin-internal';
export const IDENTITY_ALGORITHM = 'HS256';
/** HS256 wants a key at least as long as its digest. */
export const IDENTITY_SECRET_MIN_BYTES = 32;
/** Verified tokens remembered per process. */
export const IDENTITY_CACHE_ENTRIES = 10_000;
/** Restaurants one account may be a member of, as far as its identity goes. */
export const IDENTITY_MAX_MEMBERSHIPS = 300;
export const IDENTITY_MAX_SCOPES = 100;
/** An identity at those bounds stays under this. */
export const IDENTITY_TOKEN_MAX_CHARACTERS = 48 * 1024;

/** HTTP header between our own processes; the gateway strips it from what comes from outside. */
export const IDENTITY_HEADER = 'x-tiffin-identity';
/** Key in a graphql-ws subscribe payload's `extensions`, one per operation. */
export const IDENTITY_EXTENSION = 'identity';
