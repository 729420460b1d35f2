import { getOperationAST, Kind, type ExecutionResult } from 'graphql';
import {
  causesOf,
  followingCauses,
  inSpan,
  isTracing,
  startSpan,
  type SpanOptions,
} from '@tiffin/telemetry';
import { TRACEPARENT_HEADER, type RequestScope } from '../request/request-scope.ts';
import type { EventExecutionArgs } from './subscribe-per-event.ts';

/** What is subscribed to is called by its field: the schema knows few, and clients cannot invent any. */
export function subscriptionField({ document, operationName }: EventExecutionArgs): string {
  const [root] = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  return root?.kind === Kind.FIELD ? root.name.value : 'subscription';
}

/** Subscribing as a step of the caller's trace, until the source has admitted the caller. */
export async function asSubscribing<T extends object>(
  args: EventExecutionArgs,
  subscribe: (args: EventExecutionArgs) => Promise<T>,
): Promise<T> {
  if (!isTracing()) return subscribe(args);
  const options: SpanOptions = { kind: 'server', attributes: attributesOf(args) };
  return inSpan(`subscribe ${subscriptionField(args)}`, options, async (span) => {
    const source = await subscribe(args);
    const { errors } = source as { errors?: readonly unknown[] };
    if (errors !== undefined) span?.fail(errors[0]);
    return source;
  });
}

/**
 * The execution of one event as a step that follows the work that caused the event, linked with the
 * subscription. The result takes its `traceparent` along in `extensions`, for who delivers it.
 */
export async function asProcessing(
  args: EventExecutionArgs,
  event: unknown,
  execute: (scope: RequestScope) => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  const field = subscriptionField(args);
  const span = startSpan(`process ${field}`, {
    kind: 'consumer',
    ...followingCauses(causesOf(event), args.scope.traceparent),
    attributes: {
      'messaging.system': 'redis',
      'messaging.operation.type': 'process',
      'messaging.operation.name': 'process',
      'messaging.destination.name': field,
      ...attributesOf(args),
    },
  });
  if (span === undefined) return execute(args.scope);
  try {
    const { traceparent } = span;
    const result = await execute({ ...args.scope, traceparent });
    if (result.errors !== undefined) span.fail(result.errors[0]);
    return { ...result, extensions: { ...result.extensions, [TRACEPARENT_HEADER]: traceparent } };
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}

function attributesOf({ document, operationName }: EventExecutionArgs) {
  const name = getOperationAST(document, operationName)?.name?.value;
  return {
    'graphql.operation.type': 'subscription',
    ...(name === undefined ? {} : { 'graphql.operation.name': name }),
  };
}
