import type { Role } from '@tiffin/service';

/** What a role may do beyond its own things. */
const SCOPES: Readonly<Partial<Record<Role, readonly string[]>>> = {
  ADMIN: [
    'accounts:admin',
    'orders:admin',
    'payments:admin',
    'payments:refund',
    'tracking:operate',
  ],
  SUPPORT: ['orders:admin', 'payments:refund', 'tracking:operate'],
};

/** The scopes of an account with these roles, each once, sorted. */
export function scopesOf(roles: readonly Role[]): string[] {
  return [...new Set(roles.flatMap((role) => SCOPES[role] ?? []))].sort();
}
