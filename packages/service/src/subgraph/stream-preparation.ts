import type { GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { ErrorFormatter } from '../errors/format-error.ts';
import { IDENTITY_EXTENSION } from '../identity/identity-policy.ts';
import type { IdentityVerifier } from '../identity/identity-verifier.ts';
import {
  REQUEST_ID_HEADER,
  requestScope,
  runInRequest,
  TRACEPARENT_HEADER,
  type RequestScope,
} from '../request/request-scope.ts';
import { asksForAdmission } from './admission-notice.ts';
import { formatSocketError } from './socket-errors.ts';
import type { EventExecutionArgs } from './subscribe-per-event.ts';
import type { SubgraphContext } from './subgraph-request.ts';
import { createDocumentValidator } from './validated-documents.ts';

export interface StreamPreparationOptions<Context> {
  schema: GraphQLSchema;
  verifier: IdentityVerifier;
  context: SubgraphContext<Context>;
  formatError: ErrorFormatter;
}

/** An operation that can run, or why it is refused. */
export type PreparedStream = EventExecutionArgs | readonly GraphQLError[];

/** What happens to each operation that brings its own identity, before and after it runs. */
export interface StreamPreparation {
  /**
   * Verifies the identity, validates the document and makes the context.
   * @throws TiffinError UNAUTHENTICATED, and whatever making the context throws
   */
  prepare(payload: SubscribePayload): Promise<PreparedStream>;
  /** Errors as the caller may see them; their log lines carry the operation's ids. */
  formatAll(
    payload: SubscribePayload,
    errors: readonly (GraphQLError | GraphQLFormattedError)[],
  ): GraphQLFormattedError[];
}

export function createStreamPreparation<Context>({
  schema,
  verifier,
  context,
  formatError,
}: StreamPreparationOptions<Context>): StreamPreparation {
  const validated = createDocumentValidator(schema);
  const scopes = new WeakMap<SubscribePayload, RequestScope>();
  return {
    async prepare(payload) {
      const extensions = payload.extensions ?? {};
      const scope = requestScope(extensions[REQUEST_ID_HEADER], extensions[TRACEPARENT_HEADER]);
      scopes.set(payload, scope);
      const token = extensions[IDENTITY_EXTENSION];
      const identity = await verifier.verify(typeof token === 'string' ? token : undefined);
      const checked = validated(payload.query, payload.operationName);
      if (checked.errors !== undefined) return checked.errors;
      const contextFor = async (step: RequestScope): Promise<Context> =>
        context({ identity, ...step });
      return {
        schema,
        document: checked.document,
        operationName: payload.operationName ?? null,
        variableValues: payload.variables ?? null,
        contextValue: await runInRequest(scope, () => contextFor(scope)),
        contextFor,
        scope,
        announces: asksForAdmission(payload.extensions),
      };
    },
    formatAll(payload, errors) {
      const scope = scopes.get(payload) ?? requestScope(undefined, undefined);
      return runInRequest(scope, () =>
        errors.map((error) => formatSocketError(error, formatError)),
      );
    },
  };
}
