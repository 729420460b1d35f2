import type { Logger } from '@tiffin/service';
import type { CallerForwarder } from '../../execution/caller.ts';
import type { PlanExecutor } from '../../execution/plan-executor.ts';
import type { AccountChanges } from '../../execution/transport/account-changes.ts';
import type { SubgraphUpstream } from '../subgraph-upstream.ts';
import type { Slots } from './slots.ts';

/** What streams run with. Each keeps what it began with. */
export interface StreamMeans {
  upstreamOf(subgraph: string): Pick<SubgraphUpstream, 'subscribe'>;
  executor: PlanExecutor;
  forwarder: CallerForwarder;
  logger: Logger;
  /** Is told who is told of an event: what they ask next must not be answered from before it. */
  changes: Pick<AccountChanges, 'changed'>;
  /** Shared by all streams: events of many wait in line instead of asking subgraphs for too much at once. */
  completions: Slots;
}
