import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Identity } from '@tiffin/service';
import { authorise } from '../security/authorise.ts';
import type { GuardedClient, OperationGuard, Verdict } from '../security/operation-guard.ts';
import type { OperationLimits } from '../security/operation-limits.ts';
import { variablesError } from '../security/variables-size.ts';
import type { Caller } from './caller.ts';
import type { OperationPreparer } from './operation-preparer.ts';
import type { PlanExecutor, Variables } from './plan-executor.ts';
import { PreparedOperation } from './prepared-operation.ts';

/** An operation as a client states it. */
export interface OperationRequest {
  query: string;
  operationName?: string | null | undefined;
  variables?: Variables | null | undefined;
}

/** What admits and runs operations, whichever supergraph they were prepared for. */
export interface Operations extends Pick<
  OperationRunner,
  'accepts' | 'admit' | 'check' | 'execute'
> {
  readonly executor: Pick<PlanExecutor, 'answer'>;
}

/** Says which operations are not served for now, and to whom. */
export interface Shedding {
  isShed(operation: PreparedOperation, identity: Identity): boolean;
  /** The same, counted and as the error that is told. */
  refusal(operation: PreparedOperation, identity: Identity): GraphQLError | undefined;
}

/** From a request to an operation that this caller may run. */
export class OperationRunner {
  readonly #preparer: OperationPreparer;
  readonly #guard: Pick<OperationGuard, 'check'>;
  readonly #limits: Pick<OperationLimits, 'variableCharacters'>;
  readonly #shedding: Shedding | undefined;
  readonly executor: PlanExecutor;

  constructor(
    preparer: OperationPreparer,
    executor: PlanExecutor,
    guard: Pick<OperationGuard, 'check'>,
    limits: Pick<OperationLimits, 'variableCharacters'>,
    shedding: Shedding | undefined = undefined,
  ) {
    this.#preparer = preparer;
    this.#guard = guard;
    this.#limits = limits;
    this.#shedding = shedding;
    this.executor = executor;
  }

  /** Whether a document may run here at all, whoever asks. */
  accepts({ query, operationName }: OperationRequest): boolean {
    return this.#preparer.prepare(query, operationName) instanceof PreparedOperation;
  }

  /** @returns the errors when the document is refused, or refused to this caller */
  admit(request: OperationRequest, caller: Caller): PreparedOperation | readonly GraphQLError[] {
    const tooLarge = variablesError(request.variables, this.#limits);
    if (tooLarge !== undefined) return [tooLarge];
    const prepared = this.#preparer.prepare(request.query, request.operationName);
    if (!(prepared instanceof PreparedOperation)) return prepared;
    const refusal =
      authorise(prepared.accessRules, caller.identity) ??
      this.#shedding?.refusal(prepared, caller.identity) ??
      prepared.planRefusal();
    return refusal === undefined ? prepared : [refusal];
  }

  /** @returns undefined unless the document has been prepared before and this caller may run it */
  admitKnown(request: OperationRequest, caller: Caller): PreparedOperation | undefined {
    const known = this.#preparer.known(request.query, request.operationName);
    if (known === undefined || variablesError(request.variables, this.#limits) !== undefined) {
      return undefined;
    }
    if (this.#shedding?.isShed(known, caller.identity) === true) return undefined;
    const refusal = authorise(known.accessRules, caller.identity) ?? known.planRefusal();
    return refusal === undefined ? known : undefined;
  }

  /**
   * Counts an admitted operation against what its client may spend. Once per request, before it runs.
   * @param variables coerced
   */
  check(
    operation: PreparedOperation,
    variables: Variables,
    client: GuardedClient,
  ): Verdict | Promise<Verdict> {
    return this.#guard.check(operation.demand, variables, client);
  }

  /** Runs an admitted query or mutation. */
  execute(
    operation: PreparedOperation,
    variables: Variables | null | undefined,
    caller: Caller,
  ): Promise<ExecutionResult> {
    return this.executor.execute(operation, variables, caller);
  }
}
