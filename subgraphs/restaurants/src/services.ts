import type { Database } from '@tiffin/database';
import type { DomainClock } from '@tiffin/kernel';

/** What the capabilities work with; made once per started subgraph. */
export interface Services {
  readonly database: Pick<Database<unknown>, 'pool'>;
  readonly clock: DomainClock;
  /** Called after a commit that wrote events. */
  readonly publishSoon: () => void;
}
