import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLError } from 'graphql';
import { currentRequest, statusForJsonClients, type Logger } from '@tiffin/service';
import { gatewayError } from '../security/gateway-error.ts';
import type { GuardedClient, Verdict } from '../security/operation-guard.ts';
import type { OperationLimits } from '../security/operation-limits.ts';
import type { LoadedSupergraph } from '../supergraph/loaded-supergraph.ts';
import { apolloLogger } from './apollo-logger.ts';
import type { Caller } from './caller.ts';
import { coerceVariables } from './coerce-variables.ts';
import { maskError } from './mask-errors.ts';
import type { OperationRunner } from './operation-runner.ts';
import type { Variables } from './plan-executor.ts';
import { PreparedOperation } from './prepared-operation.ts';

export interface HttpContext {
  caller: Caller;
  /** Where the request comes from, and with which key. */
  client: Omit<GuardedClient, 'identity'>;
  /** Of the answer. */
  setHeader(name: string, value: string): void;
  /** What the guard said of the operation: it is asked once per request. */
  verdict?: Verdict;
}

export interface ApolloOptions {
  supergraph: LoadedSupergraph;
  runner: OperationRunner;
  limits: OperationLimits;
  logger: Logger;
}

/**
 * Apollo Server for the protocol over HTTP: content negotiation, GET, CSRF guard.
 * What an operation may be and how it runs is decided by the same runner as on sockets.
 */
export function createApolloServer(options: ApolloOptions): ApolloServer<HttpContext> {
  const { limits, logger } = options;
  return new ApolloServer<HttpContext>({
    gateway: gatewayInterface(options),
    plugins: [admission(options), statusForJsonClients(), ApolloServerPluginLandingPageDisabled()],
    logger: apolloLogger(logger),
    // Documents are put into requests that name them before.
    persistedQueries: false,
    // A page of another site cannot send any of these unasked. Nor can it make a browser send a token.
    csrfPrevention: {
      requestHeaders: ['apollo-require-preflight', 'x-apollo-operation-name', 'authorization'],
    },
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // Prepared operations are kept by the preparer; a second copy of every document would be kept for nothing.
    documentStore: null,
    parseOptions: { maxTokens: limits.tokens },
    // The admission plugin validates, with limits first and the result kept.
    dangerouslyDisableValidation: true,
    introspection: true,
    formatError: (formatted, error) =>
      maskError(error, currentRequest()?.requestId, logger, formatted),
  });
}

/** Answers a refused operation before Apollo Server would execute it. */
function admission({ runner, logger }: ApolloOptions): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        async responseForOperation({ request, source, contextValue }) {
          const { operationName, variables } = request;
          const admitted = runner.admit(
            { query: source ?? '', operationName, variables },
            contextValue.caller,
          );
          const errors =
            admitted instanceof PreparedOperation
              ? (subscriptionOverHttp(admitted) ??
                (await guarded(admitted, variables, runner, contextValue)))
              : admitted;
          if (errors === undefined) return null;
          const { requestId } = contextValue.caller.scope;
          return {
            http: { status: statusOf(errors), headers: new HeaderMap() },
            body: {
              kind: 'single' as const,
              singleResult: { errors: errors.map((error) => maskError(error, requestId, logger)) },
            },
          };
        },
      }),
  };
}

/** @returns the errors when the caller may not spend this now */
async function guarded(
  operation: PreparedOperation,
  variables: Variables | undefined,
  runner: OperationRunner,
  context: HttpContext,
): Promise<readonly GraphQLError[] | undefined> {
  if (context.verdict === undefined) {
    const { values } = coerceVariables(operation, variables);
    // What is wrong with them is told when the operation runs.
    if (values === undefined) return undefined;
    const client = { identity: context.caller.identity, ...context.client };
    context.verdict = await runner.check(operation, values, client);
  }
  const { refusal, headers } = context.verdict;
  for (const [name, value] of headers) context.setHeader(name, value);
  return refusal === undefined ? undefined : [refusal];
}

function subscriptionOverHttp(operation: PreparedOperation): readonly GraphQLError[] | undefined {
  if (operation.definition.operation !== 'subscription') return undefined;
  const message = 'Subscriptions run over WebSocket (graphql-transport-ws) at this path.';
  return [gatewayError('BAD_REQUEST', message)];
}

const BAD_REQUEST_STATUS = 400;

function statusOf(errors: readonly GraphQLError[]): number {
  const http = errors[0]?.extensions['http'];
  const hasStatus = typeof http === 'object' && http !== null && 'status' in http;
  return hasStatus && typeof http.status === 'number' ? http.status : BAD_REQUEST_STATUS;
}

/** Puts the runner in the place of ApolloGateway's executor. */
function gatewayInterface({
  supergraph,
  runner,
}: ApolloOptions): ApolloServerOptionsWithGateway<HttpContext>['gateway'] {
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: supergraph.apiSchema, coreSupergraphSdl: supergraph.sdl });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        async executor({ request, source, context }) {
          const { caller } = context as HttpContext;
          const operation = runner.admit(
            { query: source, operationName: request.operationName },
            caller,
          );
          if (!(operation instanceof PreparedOperation)) return { errors: operation };
          return runner.execute(operation, request.variables, caller);
        },
      }),
    stop: () => Promise.resolve(),
  };
}
