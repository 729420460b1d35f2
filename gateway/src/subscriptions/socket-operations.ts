import { GraphQLError, type ExecutionArgs, type FormattedExecutionResult } from 'graphql';
import type { Context, ServerOptions, SubscribePayload } from 'graphql-ws';
import {
  REQUEST_ID_HEADER,
  requestScope,
  runInRequest,
  TRACEPARENT_HEADER,
  type Logger,
} from '@tiffin/service';
import type { Caller } from '../execution/caller.ts';
import { coerceVariables } from '../execution/coerce-variables.ts';
import { maskError } from '../execution/mask-errors.ts';
import type { OperationRunner } from '../execution/operation-runner.ts';
import type { Variables } from '../execution/plan-executor.ts';
import { PreparedOperation } from '../execution/prepared-operation.ts';
import { gatewayError } from '../security/gateway-error.ts';
import { FederatedSubscription, type SubscriptionMeans } from './federated-subscription.ts';
import { OperationEnded } from './operation-ended.ts';
import type { SocketSession } from './socket-session.ts';
import { MAX_OPERATION_ID_CHARACTERS, type SocketLimits } from './subscription-policy.ts';

type ProtocolResult = Parameters<NonNullable<ServerOptions['onNext']>>[4];

/** An admitted operation on its way through the protocol library. */
interface Job {
  operation: PreparedOperation;
  variables: Variables;
  caller: Caller;
  session: SocketSession;
}

type SocketContext = Context<Record<string, unknown>, SocketSession>;
type OperationHooks = Pick<
  ServerOptions<Record<string, unknown>, SocketSession>,
  'onSubscribe' | 'execute' | 'subscribe' | 'onNext' | 'onError'
>;

export interface SocketOperationOptions {
  runner: OperationRunner;
  means: SubscriptionMeans;
  limits: SocketLimits;
  logger: Logger;
}

/** How each operation on a socket is admitted and run, queries and mutations like subscriptions. */
export function socketOperations({
  runner,
  means,
  limits,
  logger,
}: SocketOperationOptions): OperationHooks {
  const admit = (
    context: SocketContext,
    payload: SubscribePayload,
  ): ExecutionArgs | readonly GraphQLError[] => {
    if (Object.keys(context.subscriptions).length > limits.operations) {
      const message = `One socket carries up to ${limits.operations} operations at once.`;
      return [gatewayError('TOO_MANY_OPERATIONS', message)];
    }
    const session = context.extra;
    const { extensions } = payload;
    const scope = requestScope(extensions?.[REQUEST_ID_HEADER], extensions?.[TRACEPARENT_HEADER]);
    const caller = session.caller(scope);
    const operation = runner.admit(payload, caller);
    if (!(operation instanceof PreparedOperation)) return operation;
    const { values, errors } = coerceVariables(operation, payload.variables);
    if (errors !== undefined) return errors;
    operation.plan();
    const job: Job = { operation, variables: values, caller, session };
    return {
      schema: operation.supergraph.apiSchema,
      document: operation.document,
      operationName: payload.operationName ?? null,
      contextValue: job,
    };
  };

  return {
    onSubscribe(context, id, payload) {
      if (id.length > MAX_OPERATION_ID_CHARACTERS) {
        const message = `An id has up to ${MAX_OPERATION_ID_CHARACTERS} characters.`;
        return [gatewayError('BAD_REQUEST', message)];
      }
      try {
        return admit(context, payload);
      } catch (error) {
        return [asGraphQLError(error)];
      }
    },

    async execute(args) {
      const { operation, variables, caller } = args.contextValue as Job;
      try {
        return await runInRequest(caller.scope, () => runner.execute(operation, variables, caller));
      } catch (error) {
        return { errors: [asGraphQLError(error)] };
      }
    },

    async subscribe(args) {
      const { operation, variables, caller, session } = args.contextValue as Job;
      const subscription = new FederatedSubscription({ operation, variables, caller }, means, () =>
        session.subscriptions.delete(subscription),
      );
      session.subscriptions.add(subscription);
      try {
        await subscription.open();
      } catch (error) {
        subscription.interrupt(new OperationEnded([asGraphQLError(error)]));
      }
      return subscription;
    },

    onNext(_context, _id, _payload, args, result) {
      const { requestId } = (args.contextValue as Job).caller.scope;
      return formatted(result, requestId, logger);
    },

    onError(_context, _id, _payload, errors) {
      return errors
        .flatMap((error) =>
          error.originalError instanceof OperationEnded ? error.originalError.errors : [error],
        )
        .map((error) => maskError(error, undefined, logger));
    },
  };
}

function formatted(
  { data, errors, extensions }: ProtocolResult,
  requestId: string,
  logger: Logger,
): FormattedExecutionResult {
  return {
    ...(errors === undefined
      ? {}
      : { errors: errors.map((error) => maskError(error, requestId, logger)) }),
    ...(data === undefined ? {} : { data }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
