/** Revocations remembered at once: about 15 MB. Past it see {@link RevokedTokens}. */
export const REVOCATIONS_LIMIT = 100_000;
/** The part of them that gives way at the bound, so that they are not searched for every new one. */
export const REVOCATIONS_DROPPED_SHARE = 0.1;
/** What has run out is looked for at most this often. */
export const REVOCATIONS_SWEEP_MS = 60_000;
/** A token may be made, under a clock of its own, this long after what revokes it. */
export const ISSUE_TOLERANCE_MS = 5_000;
/** A start waits this long for what was revoked before it. */
export const CATCH_UP_TIMEOUT_MS = 3_000;
