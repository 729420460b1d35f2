import type { Database } from '@tiffin/database';
import type { PubSub } from '@tiffin/events';
import type { DomainClock } from '@tiffin/kernel';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { CommandParts } from './lifecycle/run-command.ts';
import type { PlacementParts } from './placement/place-order.ts';
import type { QuoteParts } from './pricing/quote-order.ts';

/** What the capabilities work with; made once per started subgraph. */
export interface Services {
  readonly database: Database<PrismaClient>;
  readonly clock: DomainClock;
  readonly pubsub: PubSub;
  readonly quoting: QuoteParts;
  readonly placement: PlacementParts;
  readonly commands: CommandParts;
}
