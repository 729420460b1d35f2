/** Events of the accounts context; the subject is the account's id. */
export interface AccountEvents {
  /** Somebody opened an account. */
  'accounts.account.registered.v1': { accountId: string; roles: string[] };
}
