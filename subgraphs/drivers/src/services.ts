import type { Database } from '@tiffin/database';
import type { PubSub } from '@tiffin/events';
import type { DomainClock } from '@tiffin/kernel';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { Transact } from './transact.ts';

/** What the capabilities work with; made once per started subgraph. */
export interface Services {
  readonly database: Database<PrismaClient>;
  readonly transact: Transact;
  readonly clock: DomainClock;
  readonly pubsub: PubSub;
}
