import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import {
  answerJson,
  answerRefusal,
  BODY_LIMIT_BYTES,
  HttpRefusal,
  refusalOf,
  REQUEST_ID_HEADER,
  requestScopeOf,
  runInRequest,
  type Logger,
  type RequestScope,
} from '@tiffin/service';
import type { Caller } from '../../execution/caller.ts';
import { coerceVariables } from '../../execution/coerce-variables.ts';
import { maskError } from '../../execution/mask-errors.ts';
import type { Operations } from '../../execution/operation-runner.ts';
import { PreparedOperation } from '../../execution/prepared-operation.ts';
import type {
  FoundDocument,
  PersistedDocuments,
} from '../../security/registered-operations/persisted-documents.ts';
import type { TokenVerifier } from '../../security/token-verifier.ts';
import type { ClientBounds, CountedConnection } from '../client-bounds.ts';
import { EventText } from '../event-text.ts';
import { interrupted, type OperationEnded } from '../operation-ended.ts';
import type { Subscriptions } from '../streams/subscriptions.ts';
import type { SocketLimits } from '../subscription-policy.ts';
import { streamFormatOf, type StreamFormat } from './stream-format.ts';
import { readStreamRequest, type StreamRequest } from './stream-request.ts';
import { StreamResponse } from './stream-response.ts';
import { endWithToken } from './stream-token.ts';

export interface StreamServerOptions {
  runner: Operations;
  documents: PersistedDocuments;
  subscriptions: Pick<Subscriptions, 'open'>;
  verifier: TokenVerifier;
  bounds: ClientBounds;
  limits: SocketLimits;
  logger: Logger;
  addressOf: (request: IncomingMessage) => string;
  allowsOrigin: (request: IncomingMessage) => boolean;
}

/** Subscriptions over plain HTTP, beside Apollo Server. */
export interface StreamServer {
  /** Whether a request asks for a stream. */
  claims(request: IncomingMessage): boolean;
  /** Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Tells every client to resume elsewhere. */
  close(): void;
}

export function createStreamServer(options: StreamServerOptions): StreamServer {
  const open = new Set<(reason: OperationEnded) => void>();
  return {
    claims: ({ headers }) => streamFormatOf(headers.accept) !== undefined,
    async handle(request, response) {
      const scope = requestScopeOf(request.headers);
      response.setHeader(REQUEST_ID_HEADER, scope.requestId);
      try {
        await runInRequest(scope, () => serve(request, response, scope, options, open));
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal.status === 500) options.logger.error({ err: error }, 'request failed');
        if (refusal.status === 401) response.setHeader('www-authenticate', 'Bearer');
        answerRefusal(response, refusal);
      }
    },
    close() {
      const reason = interrupted('The gateway stops; subscribe again.');
      for (const interrupt of [...open]) interrupt(reason);
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  scope: RequestScope,
  options: StreamServerOptions,
  open: Set<(reason: OperationEnded) => void>,
): Promise<void> {
  const { runner, verifier, limits, logger } = options;
  const format = streamFormatOf(request.headers.accept) as StreamFormat;
  if (!options.allowsOrigin(request)) {
    throw new HttpRefusal(403, 'FORBIDDEN', 'Pages of this origin may not subscribe.');
  }
  const identity = await verifier.identify(request.headers.authorization);
  const named = await readStreamRequest(request, BODY_LIMIT_BYTES);
  const caller: Caller = { identity, scope };
  const mask = (errors: OperationEnded['errors']) =>
    errors.map((error) => maskError(error, scope.requestId, logger));
  const refuse = (errors: readonly GraphQLError[]): void => {
    if (format.refusesInStream) new StreamResponse(response, format, limits).end(mask(errors));
    else answerJson(response, statusOf(errors), { errors: mask(errors) });
  };
  const found = await documentOf(named, options);
  if (found instanceof GraphQLError) return refuse([found]);
  const stated = { ...named, ...found };
  const admitted = runner.admit(stated, caller);
  if (!(admitted instanceof PreparedOperation)) return refuse(admitted);
  const { values, errors } = coerceVariables(admitted, stated.variables);
  if (errors !== undefined) return refuse(errors);
  const kind = admitted.definition.operation;
  if (kind === 'mutation' && request.method === 'GET') {
    throw new HttpRefusal(405, 'BAD_REQUEST', 'A mutation needs POST.', { allow: 'POST' });
  }
  const guarded = { identity, address: options.addressOf(request) };
  const { refusal, headers } = await runner.check(admitted, values, guarded);
  for (const [name, value] of headers) response.setHeader(name, value);
  if (refusal !== undefined) return refuse([refusal]);
  admitted.plan();
  if (response.destroyed) return;
  const connection = countIn(request, caller, format, options);
  response.once('close', () => connection.release());
  const stream = new StreamResponse(response, format, limits);
  if (kind !== 'subscription') {
    const answer = await runner.executor.answer(admitted, values, caller);
    const text = answer.toText((error) => maskError(error, scope.requestId, logger));
    stream.next(new EventText(text), undefined);
    stream.end();
    return;
  }
  const subscription = options.subscriptions.open(
    { operation: admitted, variables: values, caller },
    {
      next: (event, conflationKey) => stream.next(event, conflationKey),
      end: (error) => stream.end(error === undefined ? undefined : mask(error.errors)),
    },
  );
  const interrupt = (reason: OperationEnded): void => subscription.interrupt(reason);
  open.add(interrupt);
  const forgetToken = endWithToken(identity, verifier, interrupt);
  response.once('close', () => {
    forgetToken();
    open.delete(interrupt);
    subscription.leave();
  });
}

/** @returns undefined when the request sends its document */
async function documentOf(
  stated: StreamRequest,
  { documents, runner }: StreamServerOptions,
): Promise<FoundDocument | GraphQLError | undefined> {
  try {
    return await documents.find(stated, (document) => runner.accepts(document));
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

const TOO_MANY_STATUS = 429;
const UNAVAILABLE_STATUS = 503;

/** @throws HttpRefusal when there are as many connections as there may be */
function countIn(
  request: IncomingMessage,
  { identity }: Caller,
  { transport }: StreamFormat,
  { bounds, addressOf }: StreamServerOptions,
): CountedConnection {
  const connection = bounds.admit(addressOf(request), transport);
  if (connection === 'all') {
    throw new HttpRefusal(UNAVAILABLE_STATUS, 'SERVICE_UNAVAILABLE', 'Too many connections.');
  }
  const tooMany = 'You have too many connections open.';
  if (connection === 'address') throw new HttpRefusal(TOO_MANY_STATUS, 'RATE_LIMITED', tooMany);
  if (identity.kind === 'user' && !connection.countFor(identity.accountId)) {
    connection.release();
    throw new HttpRefusal(TOO_MANY_STATUS, 'RATE_LIMITED', tooMany);
  }
  return connection;
}

const STATUS_OF: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  PERSISTED_QUERY_NOT_FOUND: 200,
};
const BAD_REQUEST_STATUS = 400;

function statusOf([error]: readonly GraphQLError[]): number {
  return STATUS_OF[String(error?.extensions['code'])] ?? BAD_REQUEST_STATUS;
}
