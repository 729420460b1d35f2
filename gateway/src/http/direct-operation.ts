import type { DirectAnswer, Logger } from '@tiffin/service';
import type { HttpContext } from '../execution/apollo-server.ts';
import { coerceVariables } from '../execution/coerce-variables.ts';
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
  return ({ query, operationName, variables }, { caller }) => {
    const operation = runner.admitKnown({ query, operationName }, caller);
    if (operation === undefined || operation.definition.operation === 'subscription') {
      return undefined;
    }
    const { values } = coerceVariables(operation, variables);
    if (values === undefined) return undefined;
    const { requestId } = caller.scope;
    return runner.executor
      .answer(operation, values, caller)
      .then((answer) => `${answer.toText((error) => maskError(error, requestId, logger))}\n`);
  };
}
