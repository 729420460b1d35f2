import type { Caller } from '../caller.ts';
import type {
  SubgraphAnswer,
  SubgraphOperation,
  SubgraphRequest,
  SubgraphTransport,
} from '../transport/subgraph-transport.ts';

/** The variable that carries entities. */
export const REPRESENTATIONS = 'representations';

/** What one execution asks a subgraph about entities. */
export interface EntityFetch {
  transport: SubgraphTransport;
  operation: SubgraphOperation;
  /** All variables but the representations, as members of a JSON object. */
  others: string;
  /** Representations as JSON texts, none twice. */
  texts: readonly string[];
  caller: Caller;
  /** Whether an answer that is already on its way to the same caller will do. */
  mayShare: boolean;
  /** One that began to be made before this will not do, a moment of `AccountChanges`. */
  newerThan?: number | undefined;
}

/** How entities are asked for. The answer belongs to the asker, who may change it. */
export interface EntityReads {
  ask(fetch: EntityFetch): Promise<SubgraphAnswer>;
}

/** As a request of its own. */
export function entityRequest(fetch: EntityFetch): SubgraphRequest {
  const { operation, others, texts, caller, mayShare, newerThan } = fetch;
  const representations = `"${REPRESENTATIONS}":[${texts.join(',')}]`;
  const variables = `{${others === '' ? '' : `${others},`}${representations}}`;
  return { operation, variables, caller, mayShare, newerThan };
}

/** Each asks for itself. */
export const ALONE: EntityReads = {
  ask: (fetch) => fetch.transport.send(entityRequest(fetch)),
};
