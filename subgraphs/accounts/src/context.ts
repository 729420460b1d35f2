import type { Identity } from '@tiffin/service';
import { createAccountLoader } from './accounts/account-loading.ts';
import type { Services } from './services.ts';
import { createMembershipLoader } from './staff/membership-loading.ts';

/** What a resolver works with: on whose behalf, with what. Made anew for every request. */
export interface Context {
  readonly identity: Identity;
  readonly services: Services;
  readonly loaders: {
    readonly account: ReturnType<typeof createAccountLoader>;
    readonly memberships: ReturnType<typeof createMembershipLoader>;
  };
}

export function createContext(services: Services, identity: Identity): Context {
  const { prisma } = services.database;
  return {
    identity,
    services,
    loaders: {
      account: createAccountLoader(prisma),
      memberships: createMembershipLoader(prisma),
    },
  };
}
