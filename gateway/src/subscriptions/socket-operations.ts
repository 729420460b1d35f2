import { GraphQLError, type ExecutionArgs, type FormattedExecutionResult } from 'graphql';
import type { Context, ServerOptions, SubscribePayload } from 'graphql-ws';
import {
  REQUEST_ID_HEADER,
  requestScope,
  runInRequest,
  TRACEPARENT_HEADER,
  type Identity,
  type Logger,
} from '@tiffin/service';
import type { Caller } from '../execution/caller.ts';
import { coerceVariables } from '../execution/coerce-variables.ts';
import { maskError } from '../execution/mask-errors.ts';
import type { Operations } from '../execution/operation-runner.ts';
import type { Variables } from '../execution/plan-executor.ts';
import { PreparedOperation } from '../execution/prepared-operation.ts';
import { gatewayError } from '../security/gateway-error.ts';
import type { PersistedDocuments } from '../security/registered-operations/persisted-documents.ts';
import { OperationEnded, rightsChanged } from './operation-ended.ts';
import type { PublicSocket } from './public-socket.ts';
import { endedIteration } from './silent-iteration.ts';
import type { SocketSession } from './socket-session.ts';
import { SocketSubscription } from './socket-subscription.ts';
import type { Subscriptions } from './streams/subscriptions.ts';
import { subscriptionMetrics } from './subscription-metrics.ts';
import { MAX_OPERATION_ID_CHARACTERS, type SocketLimits } from './subscription-policy.ts';

type ProtocolResult = Parameters<NonNullable<ServerOptions['onNext']>>[4];

/** An admitted operation on its way through the protocol library. */
interface Job {
  id: string;
  operation: PreparedOperation;
  variables: Variables;
  caller: Caller;
  /** As whom it was admitted. */
  identity: Identity;
  client: SocketClient;
}

/** One client: what its socket is, and who is there. */
export interface SocketClient {
  socket: PublicSocket;
  session: SocketSession;
}

export type SocketContext = Context<Record<string, unknown>, SocketClient>;
type OperationHooks = Pick<
  ServerOptions<Record<string, unknown>, SocketClient>,
  'onSubscribe' | 'execute' | 'subscribe' | 'onNext' | 'onError'
>;

export interface SocketOperationOptions {
  runner: Operations;
  documents: PersistedDocuments;
  subscriptions: Pick<Subscriptions, 'open'>;
  limits: SocketLimits;
  logger: Logger;
}

/** How each operation on a socket is admitted and run, queries and mutations like subscriptions. */
export function socketOperations({
  runner,
  documents,
  subscriptions,
  limits,
  logger,
}: SocketOperationOptions): OperationHooks {
  const admit = async (
    context: SocketContext,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> => {
    if (Object.keys(context.subscriptions).length > limits.operations) {
      subscriptionMetrics.rejected.inc({ reason: 'operations_per_socket' });
      const message = `One socket carries up to ${limits.operations} operations at once.`;
      return [gatewayError('TOO_MANY_OPERATIONS', message)];
    }
    const client = context.extra;
    const { extensions } = payload;
    const scope = requestScope(extensions?.[REQUEST_ID_HEADER], extensions?.[TRACEPARENT_HEADER]);
    const caller = client.session.caller(scope);
    const found = await documents.find(payload, (document) => runner.accepts(document));
    const stated = { ...payload, ...found };
    const operation = runner.admit(stated, caller);
    if (!(operation instanceof PreparedOperation)) return operation;
    const { values, errors } = coerceVariables(operation, payload.variables);
    if (errors !== undefined) return errors;
    const { session } = client;
    const { identity } = caller;
    const guarded = { identity, ...session.origin };
    const { refusal } = await runner.check(operation, values, guarded);
    if (refusal !== undefined) return [refusal];
    operation.plan();
    const job: Job = { id, operation, variables: values, caller, identity, client };
    return {
      schema: operation.supergraph.apiSchema,
      document: operation.document,
      operationName: stated.operationName ?? null,
      contextValue: job,
    };
  };

  return {
    async onSubscribe(context, id, payload) {
      if (id.length > MAX_OPERATION_ID_CHARACTERS) {
        const message = `An id has up to ${MAX_OPERATION_ID_CHARACTERS} characters.`;
        return [gatewayError('BAD_REQUEST', message)];
      }
      try {
        return await admit(context, id, payload);
      } catch (error) {
        return [asGraphQLError(error)];
      } finally {
        forget(payload);
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

    subscribe(args) {
      const { id, operation, variables, caller, identity, client } = args.contextValue as Job;
      const { session } = client;
      // Admission takes a while, in which the socket may have gone or its rights changed.
      if (session.isEnded || !session.hasRightsOf(identity)) return endedIteration(rightsChanged());
      // The library holds these for as long as the subscription runs, and asks nothing of them.
      args.contextValue = undefined;
      const subscription = new SocketSubscription(client, id);
      subscription.run(subscriptions.open({ operation, variables, caller }, subscription));
      return subscription.iteration;
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

/** The library holds what was asked for as long as it runs; by now it has been read. */
function forget(payload: SubscribePayload): void {
  Object.assign(payload, { query: '', variables: null, extensions: null });
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
