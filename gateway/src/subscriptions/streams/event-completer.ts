import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { runInRequest } from '@tiffin/service';
import { causesOf, isTracing, rememberCauses } from '@tiffin/telemetry';
import { callerNow, type Caller } from '../../execution/caller.ts';
import { maskError } from '../../execution/mask-errors.ts';
import type { Variables } from '../../execution/plan-executor.ts';
import type { PreparedOperation } from '../../execution/prepared-operation.ts';
import { EventText } from '../event-text.ts';
import type { StreamMeans } from './stream-means.ts';

/**
 * Adds other subgraphs' fields to an event; what comes of it is the text for its subscribers.
 * @param caller in whose name; as who they are now, whatever they become while it waits for its turn
 */
export async function completeEvent(
  operation: PreparedOperation,
  variables: Variables,
  event: FormattedExecutionResult,
  caller: Caller,
  { executor, logger, completions }: StreamMeans,
): Promise<EventText> {
  const speaker = callerNow(caller);
  const { scope } = speaker;
  const mask = (error: unknown): GraphQLFormattedError => maskError(error, scope.requestId, logger);
  const slot = completions.enter();
  if (slot !== undefined) await slot;
  try {
    const answer = await runInRequest(scope, () =>
      executor.answerEvent(operation, variables, event, speaker),
    );
    const text = new EventText(answer.toText(mask));
    if (isTracing()) rememberCauses(text, causesOf(answer));
    return text;
  } catch (error) {
    return new EventText(JSON.stringify({ errors: [mask(error)] }));
  } finally {
    completions.leave();
  }
}
