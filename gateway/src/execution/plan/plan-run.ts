import type { JsonObject } from '../json.ts';
import type { Caller } from '../caller.ts';
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
  readonly entityReads: EntityReads;
  readonly data: JsonObject;
  readonly errors: unknown[];
}

/** A part of a plan, ready to be run; undefined when nothing had to be waited for. It never rejects. */
export type PlanStep = (run: PlanRun) => Promise<void> | undefined;

export function startRun(
  variables: Variables,
  caller: Caller,
  transports: SubgraphTransports,
  mayShareReads: boolean,
  entityReads = ALONE,
): PlanRun {
  return { variables, caller, transports, mayShareReads, entityReads, data: {}, errors: [] };
}
