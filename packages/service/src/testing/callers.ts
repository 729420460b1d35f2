import { ANONYMOUS, type Identity, type Membership, type Role } from '../identity/identity.ts';

/** Whom a scene is about. */
export interface SceneParties {
  /** Accounts that are somebody in it: its customer, its driver, … */
  readonly accounts: readonly string[];
  readonly restaurantId: string;
}

const ROLE_SETS: readonly Role[][] = [
  [],
  ['CUSTOMER'],
  ['CUSTOMER', 'DRIVER'],
  ['RESTAURANT_STAFF'],
  ['SUPPORT'],
  ['ADMIN'],
];
const SCOPE_SETS: readonly string[][] = [
  [],
  ['accounts:admin', 'orders:admin', 'payments:admin', 'payments:refund', 'tracking:operate'],
];
const SESSIONS = ['session-1', 'session-2'];
const LIFE_MS = 3_600_000;

/**
 * The anonymous, our own processes, and everybody with an account of the scene or another one: of each
 * role, with and without the scopes of operators, on the restaurant's staff, on another's and on none,
 * in two sessions. Every two that differ in one thing only are among them.
 */
export function everyCaller({ accounts, restaurantId }: SceneParties): Identity[] {
  const memberships: Membership[][] = [
    [],
    [{ restaurantId, role: 'STAFF' }],
    [{ restaurantId: 'another-restaurant', role: 'OWNER' }],
  ];
  const users: Identity[] = [];
  for (const accountId of [...accounts, 'somebody-else']) {
    for (const roles of ROLE_SETS) {
      for (const scopes of SCOPE_SETS) {
        for (const places of memberships) {
          for (const [index, sessionId] of SESSIONS.entries()) {
            const expiresAt = Date.now() + LIFE_MS * (index + 1);
            const rights = { roles, scopes, memberships: places };
            users.push({ kind: 'user', accountId, ...rights, sessionId, expiresAt });
          }
        }
      }
    }
  }
  return [
    ANONYMOUS,
    { kind: 'service', name: 'orders' },
    { kind: 'service', name: 'drivers' },
    ...users,
  ];
}
