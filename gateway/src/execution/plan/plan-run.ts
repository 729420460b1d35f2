import type { JsonObject } from '../json.ts';
import { callerNow, type Caller } from '../caller.ts';
import type { SubgraphTransports } from '../transport/subgraph-transport.ts';
import { ALONE, type EntityReads } from './entity-fetch.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** One execution of a plan: what it started from and what has come together so far. */
export interface PlanRun {
  /** Coerced, defaults included. */
  readonly variables: Variables;
  readonly caller: Caller;
  readonly transports: SubgraphTransports;
  /** Not for an event: what was asked before it came may be answered from before it happened. */
  readonly mayShareReads: boolean;
  /** What others began to ask before this will not do, a moment of `AccountChanges`. */
  readonly newerThan: number;
  readonly entityReads: EntityReads;
  readonly data: JsonObject;
  readonly errors: unknown[];
}

/** A part of a plan, ready to be run; undefined when nothing had to be waited for. It never rejects. */
export type PlanStep = (run: PlanRun) => Promise<unknown> | undefined;

/** All of it runs as who the caller is now: others may share what comes of it. */
export function startRun(
  variables: Variables,
  caller: Caller,
  transports: SubgraphTransports,
  { mayShareReads, newerThan = 0 }: { mayShareReads: boolean; newerThan?: number | undefined },
  entityReads = ALONE,
): PlanRun {
  return {
    variables,
    caller: callerNow(caller),
    transports,
    mayShareReads,
    newerThan,
    entityReads,
    data: {},
    errors: [],
  };
}
