import type { Identity } from '../identity/identity.ts';

/** What a subgraph's context function makes its context of. */
export interface SubgraphRequest {
  identity: Identity;
  requestId: string;
  /** W3C trace context, to hand on and to store with events. */
  traceparent: string;
  /** Aborts when the caller no longer waits; absent for subscriptions. */
  signal?: AbortSignal;
}

/**
 * Called once per HTTP operation and, in a subscription, once to subscribe and again for every
 * event, so that loaders made here never outlive what they were made for. Each time another object.
 */
export type SubgraphContext<Context> = (request: SubgraphRequest) => Promise<Context> | Context;
