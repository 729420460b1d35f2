import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { runInRequest } from '@tiffin/service';
import type { Caller } from '../../execution/caller.ts';
import { maskError } from '../../execution/mask-errors.ts';
import type { Variables } from '../../execution/plan-executor.ts';
import type { PreparedOperation } from '../../execution/prepared-operation.ts';
import type { StreamMeans } from './stream-means.ts';

/** Adds other subgraphs' fields to an event; what comes of it is the JSON text for its subscribers. */
export async function completeEvent(
  operation: PreparedOperation,
  variables: Variables,
  event: FormattedExecutionResult,
  caller: Caller,
  { executor, logger }: StreamMeans,
): Promise<string> {
  const { scope } = caller;
  try {
    const result = await runInRequest(scope, () =>
      executor.completeEvent(operation, variables, event, caller),
    );
    return resultText(result, scope.requestId, logger);
  } catch (error) {
    return JSON.stringify({ errors: [maskError(error, scope.requestId, logger)] });
  }
}

function resultText(
  { data, errors, extensions }: ExecutionResult,
  requestId: string,
  logger: StreamMeans['logger'],
): string {
  return JSON.stringify({
    ...(errors === undefined
      ? {}
      : { errors: errors.map((error) => maskError(error, requestId, logger)) }),
    ...(data === undefined ? {} : { data }),
    ...(extensions === undefined ? {} : { extensions }),
  });
}
