import type { DirectAnswer, Logger } from '@tiffin/service';
import type { HttpContext } from '../execution/apollo-server.ts';
import { coerceVariables } from '../execution/coerce-variables.ts';
import type { Verdict } from '../security/operation-guard.ts';
import { maskError } from '../execution/mask-errors.ts';
import type { OperationRunner } from '../execution/operation-runner.ts';

/**
 * The short way of an operation that is known and may run: from its body to one text. Everything
 * else (a document that is new, refused, or not for HTTP, variables that do not fit) is left to
 * Apollo Server.
 */
export function createDirectOperation(
  runner: OperationRunner,
  logger: Logger,
): DirectAnswer<HttpContext> {
  return ({ query, operationName, variables }, context) => {
    const { caller } = context;
    const operation = runner.admitKnown({ query, operationName, variables }, caller);
    if (operation === undefined || operation.definition.operation === 'subscription') {
      return undefined;
    }
    const { values } = coerceVariables(operation, variables);
    if (values === undefined) return undefined;
    const { requestId } = caller.scope;
    const answer = async (): Promise<string> => {
      const answered = await runner.executor.answer(operation, values, caller);
      return `${answered.toText((error) => maskError(error, requestId, logger))}\n`;
    };
    const proceed = (verdict: Verdict): Promise<string> | undefined => {
      context.verdict = verdict;
      if (verdict.refusal !== undefined) return undefined;
      for (const [name, value] of verdict.headers) context.setHeader(name, value);
      return answer();
    };
    const verdict = runner.check(operation, values, {
      identity: caller.identity,
      ...context.client,
    });
    return verdict instanceof Promise ? verdict.then(proceed) : proceed(verdict);
  };
}
