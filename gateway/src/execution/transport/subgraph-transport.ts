import type { GraphQLFormattedError } from 'graphql';
import type { JsonObject } from '../json.ts';
import type { Caller } from '../caller.ts';

/** The part of a fetch that is the same each time it is sent. */
export interface SubgraphOperation {
  query: string;
  operationName: string | undefined;
  kind: 'query' | 'mutation';
}

/** One fetch of a plan, on its way to its subgraph. */
export interface SubgraphRequest {
  operation: SubgraphOperation;
  /** The variables as the JSON text of an object. */
  variables: string;
  caller: Caller;
  /** Whether an answer that is already on its way to the same caller will do. */
  mayShare: boolean;
  /** One that began to be made before this will not do, a moment of `AccountChanges`. */
  newerThan?: number | undefined;
}

export interface SubgraphAnswer {
  data?: JsonObject | null;
  errors?: readonly GraphQLFormattedError[];
}

/** The way to one subgraph. */
export interface SubgraphTransport {
  /**
   * Asks the subgraph. The answer belongs to the asker, who may change it.
   * @throws GraphQLError SERVICE_UNAVAILABLE when there is no answer
   */
  send(request: SubgraphRequest): Promise<SubgraphAnswer>;
  close(): Promise<void>;
}

/** By name of the subgraph. */
export type SubgraphTransports = ReadonlyMap<string, SubgraphTransport>;
