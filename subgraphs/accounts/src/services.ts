import type { Database } from '@tiffin/database';
import type { DomainClock, ProcessClock } from '@tiffin/kernel';
import type { AccessTokenIssuer } from './access-tokens/access-token-issuer.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { PasswordHashing } from './passwords/password-hashing.ts';

/** What the capabilities work with; made once per started subgraph. */
export interface Services {
  readonly database: Database<PrismaClient>;
  readonly passwords: PasswordHashing;
  readonly accessTokens: AccessTokenIssuer;
  /** Times the business sees. */
  readonly domainClock: DomainClock;
  /** Tokens, sessions, locks. */
  readonly processClock: ProcessClock;
  /** Called after a commit that wrote events. */
  readonly publishSoon: () => void;
}
