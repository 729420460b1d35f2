import type { DomainClock } from '@tiffin/kernel';
import type { Logger } from '@tiffin/telemetry';
import type { Pool } from 'pg';

import type { GuardedProvider } from './provider/guarded-provider.ts';

/** What the capabilities of one running subgraph share. */
export interface Services {
  readonly pool: Pool;
  readonly clock: DomainClock;
  readonly provider: GuardedProvider;
  /** Told after every commit that wrote an event. */
  readonly relay: { poke(): void };
  readonly logger: Logger;
}
