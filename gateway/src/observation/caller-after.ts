import { CallerLike, type Caller } from '../execution/caller.ts';

/** The same caller, whoever they come to be, one step on. */
export function callerAfter(caller: Caller, { traceparent }: { traceparent: string }): Caller {
  return new CallerLike(caller, { ...caller.scope, traceparent });
}
