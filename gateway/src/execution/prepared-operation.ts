import { operationFromDocument } from '@apollo/federation-internals';
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import { BoundedCache } from '@tiffin/service';
import { startSpan } from '@tiffin/telemetry';
import type { AccessRule } from '../security/access-rule.ts';
import { gatewayError } from '../security/gateway-error.ts';
import { demandOf, type OperationDemand } from '../security/operation-demand.ts';
import { DEFAULT_OPERATION_LIMITS } from '../security/operation-limits.ts';
import { rulesMetBy } from '../security/operation-access.ts';
import type { LoadedSupergraph } from '../supergraph/loaded-supergraph.ts';
import { PLAN_VARIANTS_LIMIT } from './execution-policy.ts';
import type { OverrideLabels } from './override-labels.ts';
import { compilePlan } from './plan/compile-plan.ts';
import { compileEvent, type EventStep } from './plan/compile-event.ts';
import { restoreRequired } from './plan/restore-required.ts';
import type { PlanStep } from './plan/plan-run.ts';
import { planApart, type PlannedDocument } from './required-with-arguments.ts';
import { ResponseWriter } from './response/response-writer.ts';

/** Of a plan that asks no subgraph for anything. */
export const NO_STEPS: PlanStep = () => undefined;

/** How a subscription runs: one stream from the owning subgraph, then this per event. */
export interface SubscriptionPlan {
  primary: FetchNode;
  /** What other subgraphs add. */
  rest: PlanNode | undefined;
  takeEvent: EventStep;
}

interface LastingPlan {
  steps: PlanStep;
  node: PlanNode | undefined;
}

/** A parsed, limited and valid operation with everything that does not depend on its caller. */
export class PreparedOperation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly supergraph: LoadedSupergraph;
  /** What a caller must satisfy before the operation is planned. */
  readonly accessRules: readonly AccessRule[];
  readonly #planningMs: number;
  #isTooHard = false;
  #demand: OperationDemand | undefined;
  readonly #planned: PlannedDocument;
  #lastingPlan: LastingPlan | undefined;
  /** By the labels that were drawn. */
  readonly #steps = new BoundedCache<string, PlanStep>(PLAN_VARIANTS_LIMIT);
  #writer: ResponseWriter | undefined;
  #subscription: SubscriptionPlan | undefined;

  constructor(
    document: DocumentNode,
    definition: OperationDefinitionNode,
    supergraph: LoadedSupergraph,
    planningMs = DEFAULT_OPERATION_LIMITS.planningMs,
  ) {
    this.#planningMs = planningMs;
    this.document = document;
    this.definition = definition;
    this.supergraph = supergraph;
    const { apiSchema, accessRules } = supergraph;
    this.accessRules = rulesMetBy(document, definition, apiSchema, accessRules);
    this.#planned = planApart(document, supergraph.requiredVariants);
  }

  /** The compiled plan; planned at the first use by somebody who may run it. */
  steps(): PlanStep {
    const labels = this.supergraph.drawLabels();
    if (labels === undefined) return this.#lasting().steps;
    const key = [...labels.values()].map(Number).join('');
    let steps = this.#steps.get(key);
    if (steps === undefined) {
      steps = this.#compile(this.#plan(labels));
      this.#steps.set(key, steps);
    }
    return steps;
  }

  /** The plan of a query or mutation, unless each request may get another one. */
  lastingPlan(): PlanNode | undefined {
    return this.supergraph.drawLabels() === undefined ? this.#lasting().node : undefined;
  }

  /**
   * The same for as long as the operation is kept, labels included: what subscribes and what completes
   * an event must agree.
   * @throws Error when this is not a subscription
   */
  subscriptionPlan(): SubscriptionPlan {
    if (this.#subscription !== undefined) return this.#subscription;
    const { node } = this.#plan(this.supergraph.drawLabels());
    if (node?.kind !== 'Subscription') throw new Error('not a subscription');
    const { primary, rest } = node;
    const takeEvent = compileEvent(this.supergraph.supergraphSchema, primary, rest);
    this.#subscription = { primary, rest, takeEvent };
    return this.#subscription;
  }

  /** What it asks of the platform. */
  get demand(): OperationDemand {
    const { apiSchema, demandRules } = this.supergraph;
    this.#demand ??= demandOf(this.document, this.definition, apiSchema, demandRules);
    return this.#demand;
  }

  /** The error of an operation that took longer to plan than one may; it stays refused while it is kept. */
  planRefusal(): GraphQLError | undefined {
    try {
      this.plan();
    } catch {
      // What the planner finds wrong is told when the operation runs.
      return undefined;
    }
    if (!this.#isTooHard) return undefined;
    const limit = this.#planningMs;
    const message = `The operation takes more than ${limit} ms to plan; ask for less at once.`;
    return gatewayError('OPERATION_TOO_EXPENSIVE', message, {
      extensions: { limit: { name: 'planningMs', limit }, http: { status: 400 } },
    });
  }

  /** Writes the answers. */
  get writer(): ResponseWriter {
    this.#writer ??= new ResponseWriter(
      this.supergraph.apiSchema,
      this.document,
      this.definition,
      this.#planned.sourceOf,
    );
    return this.#writer;
  }

  /** Where a place in the data stands in the client's answer. */
  get clientPath(): PlannedDocument['clientPath'] {
    return this.#planned.clientPath;
  }

  /** Plans now rather than at the first execution. @throws what the planner throws */
  plan(): void {
    if (this.definition.operation === 'subscription') this.subscriptionPlan();
    else this.steps();
  }

  #lasting(): LastingPlan {
    if (this.#lastingPlan === undefined) {
      const plan = this.#plan(undefined);
      const steps = this.#compile(plan);
      this.#lastingPlan = { steps, node: plan.node as PlanNode | undefined };
    }
    return this.#lastingPlan;
  }

  #compile({ node }: QueryPlan): PlanStep {
    if (node?.kind === 'Subscription') throw new Error('a subscription has no steps of its own');
    return node === undefined ? NO_STEPS : compilePlan(this.supergraph.supergraphSchema, node);
  }

  #plan(labels: OverrideLabels | undefined): QueryPlan {
    const { planner, api, requiredVariants } = this.supergraph;
    const name = this.definition.name?.value;
    const operation = operationFromDocument(
      api,
      this.#planned.document,
      name === undefined ? {} : { operationName: name },
    );
    // This thread's time, so that a busy machine makes no operation harder.
    const before = process.threadCpuUsage();
    const span = startSpan('plan');
    const plan = planner.buildQueryPlan(
      operation,
      labels === undefined ? {} : { overrideConditions: new Map(labels) },
    );
    span?.end();
    const { user, system } = process.threadCpuUsage(before);
    if ((user + system) / 1_000 > this.#planningMs) this.#isTooHard = true;
    return requiredVariants === undefined ? plan : restoreRequired(plan, requiredVariants);
  }
}
