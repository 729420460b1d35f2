import { AsyncLocalStorage } from 'node:async_hooks';
import { formatTraceparent, newTrace } from './traceparent.ts';
import type { Trace } from './traceparent.ts';

/** What accompanies a piece of work through every `await`: never identity, never a secret. */
export interface WorkContext {
  readonly trace: Trace;
  /** The name of the GraphQL operation, the event type or the timer kind being worked on. */
  readonly work?: string;
  /** The id that the client of a request has, too. */
  readonly requestId?: string;
  /** What a service keeps of the request that is worked for. */
  readonly request?: object;
}

const storage = new AsyncLocalStorage<WorkContext>();

/** Runs `fn`, and everything it awaits, inside `context`. */
export function runInContext<T>(context: WorkContext, fn: () => T): T {
  return storage.run(context, fn);
}

/** The context of the work going on, `undefined` outside of any. */
export function currentContext(): WorkContext | undefined {
  return storage.getStore();
}

/** The `traceparent` to send onward or to store with an event; a new trace outside of any work. */
export function currentTraceparent(): string {
  return formatTraceparent(storage.getStore()?.trace ?? newTrace());
}
