import type { Logger } from '@tiffin/service';
import type { CallerForwarder } from '../../execution/caller.ts';
import type { PlanExecutor } from '../../execution/plan-executor.ts';
import type { Upstream } from '../upstream.ts';

/** What streams run with. Each keeps what it began with. */
export interface StreamMeans {
  upstreamOf(subgraph: string): Upstream;
  executor: PlanExecutor;
  forwarder: CallerForwarder;
  logger: Logger;
}
