import { buildOperationContext } from '@apollo/gateway';
import { operationFromDocument } from '@apollo/federation-internals';
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { AccessRule } from '../security/access-rule.ts';
import { rulesMetBy } from '../security/operation-access.ts';
import type { LoadedSupergraph } from '../supergraph/loaded-supergraph.ts';

type OperationContext = ReturnType<typeof buildOperationContext>;

/** How a subscription runs: one stream from the owning subgraph, then this plan per event. */
export interface SubscriptionPlan {
  primary: FetchNode;
  /** The event (in the place of the primary fetch) followed by what other subgraphs add. */
  perEvent: QueryPlan;
}

/** A parsed, limited and valid operation with everything that does not depend on its caller. */
export class PreparedOperation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly supergraph: LoadedSupergraph;
  /** What a caller must satisfy before the operation is planned. */
  readonly accessRules: readonly AccessRule[];
  readonly context: OperationContext;
  #plan: QueryPlan | undefined;

  constructor(
    document: DocumentNode,
    definition: OperationDefinitionNode,
    supergraph: LoadedSupergraph,
  ) {
    this.document = document;
    this.definition = definition;
    this.supergraph = supergraph;
    const { apiSchema, accessRules } = supergraph;
    this.accessRules = rulesMetBy(document, definition, apiSchema, accessRules);
    this.context = buildOperationContext({
      schema: apiSchema,
      operationDocument: document,
      ...this.#named(),
    });
  }

  /** Planned once, at the first use by somebody who may run it. */
  plan(): QueryPlan {
    this.#plan ??= this.supergraph.planner.buildQueryPlan(
      operationFromDocument(this.supergraph.api, this.document, this.#named()),
    );
    return this.#plan;
  }

  /** @throws Error when this is not a subscription */
  subscriptionPlan(): SubscriptionPlan {
    const { node } = this.plan();
    if (node?.kind !== 'Subscription') throw new Error('not a subscription');
    const nodes: PlanNode[] = node.rest === undefined ? [node.primary] : [node.primary, node.rest];
    return {
      primary: node.primary,
      perEvent: { kind: 'QueryPlan', node: { kind: 'Sequence', nodes } },
    };
  }

  #named(): { operationName?: string } {
    const name = this.definition.name?.value;
    return name === undefined ? {} : { operationName: name };
  }
}
