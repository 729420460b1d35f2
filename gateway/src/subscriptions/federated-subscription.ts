import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { runInRequest } from '@tiffin/service';
import type { Caller, CallerForwarder } from '../execution/caller.ts';
import type { PlanExecutor, Variables } from '../execution/plan-executor.ts';
import type { PreparedOperation } from '../execution/prepared-operation.ts';
import { EventQueue } from './event-queue.ts';
import { interrupted, type OperationEnded } from './operation-ended.ts';
import { MAX_PENDING_EVENTS } from './subscription-policy.ts';
import type { Upstream } from './upstream.ts';

export interface SubscriptionRequest {
  operation: PreparedOperation;
  /** Coerced. */
  variables: Variables;
  caller: Caller;
}

export interface SubscriptionMeans {
  upstreamOf(subgraph: string): Upstream;
  executor: PlanExecutor;
  forwarder: CallerForwarder;
}

/**
 * A subscription across subgraphs: events come from the one that owns the root field; each is
 * completed with the others' fields, on behalf of its caller, before the next is begun. So events
 * leave in the order in which they came.
 *
 * Not an async generator function: `return()` must take effect while a `next()` waits.
 */
export class FederatedSubscription implements AsyncGenerator<ExecutionResult, void, void> {
  readonly #queue = new EventQueue<FormattedExecutionResult>(MAX_PENDING_EVENTS);
  readonly #request: SubscriptionRequest;
  readonly #means: SubscriptionMeans;
  readonly #onEnd: () => void;
  #stopUpstream: () => void = () => undefined;
  #ended = false;

  constructor(request: SubscriptionRequest, means: SubscriptionMeans, onEnd: () => void) {
    this.#request = request;
    this.#means = means;
    this.#onEnd = onEnd;
  }

  /** Asks the owning subgraph for the events. What goes wrong there ends the iteration. */
  async open(): Promise<void> {
    const { operation, variables, caller } = this.#request;
    const { primary } = operation.subscriptionPlan();
    const payload: SubscribePayload = {
      query: primary.operation,
      ...(primary.operationName === undefined ? {} : { operationName: primary.operationName }),
      variables: pick(variables, primary.variableUsages ?? []),
      extensions: await this.#means.forwarder.extensions(caller),
    };
    if (this.#ended) return;
    this.#stopUpstream = this.#means.upstreamOf(primary.serviceName).subscribe(payload, {
      next: (event) => {
        if (!this.#queue.push(event)) {
          this.interrupt(
            interrupted('Events came faster than they could be completed; subscribe again.'),
          );
        }
      },
      end: (error) => this.#queue.end(error),
    });
  }

  /** Ends the subscription at once with these errors. */
  interrupt(reason: OperationEnded): void {
    this.#queue.close(reason);
    this.#end();
  }

  async next(): Promise<IteratorResult<ExecutionResult, void>> {
    try {
      const event = await this.#queue.next();
      if (event === undefined) {
        this.#end();
        return { done: true, value: undefined };
      }
      const { operation, variables, caller } = this.#request;
      const value = await runInRequest(caller.scope, () =>
        this.#means.executor.completeEvent(operation, variables, event, caller),
      );
      // Ended while the event was being completed: its result must not follow the end.
      if (this.#ended) return await this.next();
      return { done: false, value };
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  return(): Promise<IteratorResult<ExecutionResult, void>> {
    this.#queue.close();
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult, void>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#stopUpstream();
    this.#onEnd();
  }
}

function pick(variables: Variables, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => variables[name] !== undefined).map((name) => [name, variables[name]]),
  );
}
