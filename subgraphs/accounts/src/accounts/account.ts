import type { Role } from '@tiffin/service';

/** A person or organisation that can log in; never its password. */
export interface Account {
  readonly id: string;
  /** Normalised. */
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  /** Domain time. */
  readonly createdAt: Date;
  /** Since when nobody gets in with it, process time; null while it is open. */
  readonly suspendedAt: Date | null;
}

/** A row of `accounts.account`, in the columns of {@link ACCOUNT_COLUMNS}. */
export interface AccountRow {
  id: string;
  email: string;
  display_name: string;
  roles: string[];
  created_at: Date;
  suspended_at: Date | null;
}

export const ACCOUNT_COLUMNS = 'id, email, display_name, roles, created_at, suspended_at';

export function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    email: row.email,
    displayName: row.display_name,
    // The database admits no other (account_roles_known).
    roles: row.roles as Role[],
    createdAt: row.created_at,
    suspendedAt: row.suspended_at,
  };
}
