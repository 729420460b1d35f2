import {
  createSourceEventStream,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import { isTracing } from '@tiffin/telemetry';
import { runInRequest, type RequestScope } from '../request/request-scope.ts';
import { AnnouncedResults } from './admission-notice.ts';
import { asProcessing, asSubscribing } from './subscription-steps.ts';

export interface EventExecutionArgs extends ExecutionArgs {
  scope: RequestScope;
  /** Whether the caller wants to be told that the source has admitted them. */
  announces: boolean;
  /** Makes the context of one event. */
  contextFor: (scope: RequestScope) => Promise<unknown>;
}

/**
 * graphql's `subscribe`, except that each event is executed with a context of its own: with one
 * context for the whole subscription its loaders would answer every event from the first one's cache.
 * Who has results has been admitted: what subscribes to a source says no before it returns one.
 */
export async function subscribePerEvent(
  args: EventExecutionArgs,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const source = await runInRequest(args.scope, () => asSubscribing(args, createSourceEventStream));
  if (!(Symbol.asyncIterator in source)) return source;
  const results = new EventResults(source[Symbol.asyncIterator](), args);
  return args.announces ? new AnnouncedResults(results) : results;
}

/** Not an async generator function: its `return()` must reach the source while a `next()` waits. */
class EventResults implements AsyncGenerator<ExecutionResult, void, void> {
  readonly #source: AsyncIterator<unknown>;
  readonly #args: EventExecutionArgs;

  constructor(source: AsyncIterator<unknown>, args: EventExecutionArgs) {
    this.#source = source;
    this.#args = args;
  }

  async next(): Promise<IteratorResult<ExecutionResult, void>> {
    const event = await this.#source.next();
    if (event.done === true) return { done: true, value: undefined };
    try {
      return { done: false, value: await this.#execute(event.value) };
    } catch (error) {
      await this.#source.return?.();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult, void>> {
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult, void>> {
    await this.#source.return?.();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #execute(rootValue: unknown): Promise<ExecutionResult> {
    if (!isTracing()) return this.#executeIn(this.#args.scope, rootValue);
    return asProcessing(this.#args, rootValue, (scope) => this.#executeIn(scope, rootValue));
  }

  #executeIn(scope: RequestScope, rootValue: unknown): Promise<ExecutionResult> {
    return runInRequest(scope, async () => {
      const contextValue = await this.#args.contextFor(scope);
      return execute({ ...this.#args, rootValue, contextValue });
    });
  }
}
