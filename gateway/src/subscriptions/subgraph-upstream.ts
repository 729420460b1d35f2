import type { FormattedExecutionResult } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { OperationEnded } from './operation-ended.ts';

export interface UpstreamSink {
  next(event: FormattedExecutionResult): void;
  /** Called once at most; without an error the stream is complete. */
  end(error?: OperationEnded): void;
}

/** The way to one subgraph's events. */
export interface SubgraphUpstream {
  /**
   * @param payload who subscribes stands signed in its `extensions`
   * @returns a function that ends the stream without a further word to its sink
   */
  subscribe(payload: SubscribePayload, sink: UpstreamSink): () => void;
  /** Ends every stream with SUBSCRIPTION_INTERRUPTED. */
  close(): Promise<void>;
}
