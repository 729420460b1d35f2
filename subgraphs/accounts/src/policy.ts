const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Every number of the accounts context. Durations are process time, in milliseconds. */
export const accountsPolicy = {
  emailMaxCharacters: 254,
  displayNameMaxCharacters: 80,
  passwordMinCharacters: 10,
  passwordMaxCharacters: 128,

  /** argon2id after the OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane. */
  argon2: { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 },
  /** Hashes at once: as many as libuv has threads by default, and 19 MiB each. */
  hashingConcurrency: 4,
  /** Hashes that may wait for their turn; past it callers are told to come back. */
  hashingQueue: 1_000,
  hashingRetryAfterMs: 2 * SECOND_MS,

  /** Attempts to log in under one name before it is locked. */
  logInAttempts: 10,
  /** How long attempts are counted, from the first; and how long the lock lasts, from its closing. */
  logInWindowMs: 15 * MINUTE_MS,
  /** Counters whose window is over that one attempt removes, so that the table stays small. */
  logInSweep: 20,

  accessTokenLifeMs: 15 * MINUTE_MS,
  /**
   * Added to the life of a token when one is revoked: clocks differ, and a token may just be being made. A request that
   * makes one ends well within it.
   */
  revocationMarginMs: MINUTE_MS,
  /** Published events are kept this long, so that a gateway that starts learns of every revocation in force. */
  eventsKeptMs: 17 * MINUTE_MS,
  /** What `aud` says: the whole supergraph. */
  accessTokenAudience: 'tiffin',
  /** Memberships a token carries, newest first: with 100 it stays under the 16 KiB of a request's headers. */
  membershipsPerToken: 100,
  /** Memberships of one account in an answer. */
  membershipsPerAnswer: 1_000,
  /** Members of one restaurant's staff. */
  membersPerRestaurant: 500,

  /** Entropy of an API key. */
  apiKeyBytes: 32,
  /** How much of an API key is kept to tell it by. */
  apiKeyShownCharacters: 9,
  apiKeyNameMaxCharacters: 80,
  /** API keys in force of one account. */
  apiKeysPerAccount: 20,
  /** API keys in an answer, revoked ones too. */
  apiKeysPerAnswer: 100,
  /** Body of a request that exchanges an API key. */
  apiKeyRequestBytes: 1_024,
  /** A revoked key's last token ends within this. */
  apiKeyTokenLifeMs: 5 * MINUTE_MS,

  /** A refresh token's life; each refresh starts it anew. */
  refreshTokenLifeMs: 30 * DAY_MS,
  /** A session ends here whatever is refreshed. */
  sessionLifeMs: 180 * DAY_MS,
  /** Entropy of a refresh token. */
  refreshTokenBytes: 32,
  /** Used refresh tokens a session remembers for reuse detection. */
  usedTokensKept: 500,
  /** Devices of one account; the oldest gives way. */
  sessionsPerAccount: 50,

  /** How long others may cache the key set. */
  keySetMaxAgeMs: 5 * MINUTE_MS,
  /** How long a process goes by the keys it has read. */
  keysReadEveryMs: MINUTE_MS,
  /** While the database is away the keys last read are good for this long: less than a new one waits to sign. */
  keysTrustedForMs: 5 * MINUTE_MS,
  /** A new key is published this long before it signs: two lives of a cached key set. */
  keyPublishedBeforeMs: 10 * MINUTE_MS,
  /** An old key stays published this long after it stopped signing: the life of a token, and some. */
  keyPublishedAfterMs: 20 * MINUTE_MS,
} as const;
