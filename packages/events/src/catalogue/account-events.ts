/** Access tokens that count no more; process times, RFC 3339. */
export interface RevocationData {
  /** The claim that they have in common: their session, or their account. */
  claim: 'sid' | 'sub';
  value: string;
  /** Tokens of before this. */
  at: string;
  /** When the last of them has ended by itself; null takes the revocation back. */
  until: string | null;
}

/** Events of the accounts context; the subject is the account's id where nothing else is said. */
export interface AccountEvents {
  /** Somebody opened an account. */
  'accounts.account.registered.v1': { accountId: string; roles: string[] };
  /** An administrator suspended an account. */
  'accounts.account.suspended.v1': { accountId: string; revocation: RevocationData };
  /** And gave it back. */
  'accounts.account.reinstated.v1': { accountId: string; revocation: RevocationData };
  /** A session ended before its time; the subject is its id. */
  'accounts.session.ended.v1': {
    sessionId: string;
    accountId: string;
    /** LOGGED_OUT, LOGGED_OUT_EVERYWHERE, TOKEN_REUSED, TOO_MANY_SESSIONS or SUSPENDED. */
    reason: string;
    revocation: RevocationData;
  };
  /** An API key got another secret, and the old one counts no more; the subject is the key's id. */
  'accounts.api_key.rotated.v1': {
    apiKeyId: string;
    accountId: string;
    revocation: RevocationData;
  };
  /** An API key ended for good; the subject is its id. */
  'accounts.api_key.revoked.v1': {
    apiKeyId: string;
    accountId: string;
    revocation: RevocationData;
  };
}
