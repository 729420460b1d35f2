import type { Database } from '@tiffin/database';
import type { PubSub } from '@tiffin/events';
import type { DomainClock } from '@tiffin/kernel';
import type { ServiceClient } from '@tiffin/service';
import type { Logger } from '@tiffin/telemetry';
import type { Estimates } from './estimates/estimates.ts';
import type { Ingest } from './ingest/ingest.ts';
import type { LastPositions } from './positions/last-positions.ts';

/** What the capabilities work with; made once per started subgraph. */
export interface Services {
  readonly database: Database<undefined>;
  readonly pubsub: PubSub;
  readonly clock: DomainClock;
  readonly lastPositions: LastPositions;
  readonly estimates: Estimates;
  readonly ingest: Ingest;
  /** The orders subgraph; undefined where it is not configured. */
  readonly orders: ServiceClient | undefined;
  readonly log: Logger;
}
