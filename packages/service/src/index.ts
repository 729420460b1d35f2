export { ConfigurationError, loadConfig } from './configuration/load-config.ts';

export { ERROR_CODES, isErrorCode, type ErrorCode } from './errors/error-code.ts';
export { findTiffinError, notFound, TiffinError } from './errors/tiffin-error.ts';
export {
  createErrorFormatter,
  MASKED_MESSAGE,
  type ErrorFormatter,
} from './errors/format-error.ts';
export { userError, type UserError } from './errors/user-error.ts';

export {
  ANONYMOUS,
  identitySchema,
  MEMBERSHIP_ROLES,
  ROLES,
  type AnonymousIdentity,
  type Identity,
  type Membership,
  type MembershipRole,
  type Role,
  type ServiceIdentity,
  type UserIdentity,
} from './identity/identity.ts';
export { ADMISSION_EXTENSION, isAdmissionNotice } from './subgraph/admission-notice.ts';
export { IDENTITY_EXTENSION, IDENTITY_HEADER } from './identity/identity-policy.ts';
export type { IdentitySecret } from './identity/identity-secret.ts';
export { createIdentitySigner, type IdentitySigner } from './identity/identity-signer.ts';
export { createIdentityVerifier, type IdentityVerifier } from './identity/identity-verifier.ts';
export {
  holdsKeyScope,
  isApiKey,
  KEY_SCOPES,
  type ApiKeyIdentity,
  type KeyScope,
} from './identity/api-key-rights.ts';
export {
  findMembership,
  hasRole,
  requireMembership,
  requireRole,
  requireScope,
  requireService,
  requireUser,
} from './identity/guards.ts';

export {
  currentRequest,
  REQUEST_ID_HEADER,
  requestScope,
  requestScopeOf,
  runInRequest,
  TRACEPARENT_HEADER,
  type RequestScope,
} from './request/request-scope.ts';
export { BoundedCache } from './request/bounded-cache.ts';

export {
  createGraphQLHttpHandler,
  type GraphQLHttpContext,
  type GraphQLHttpHandler,
  type StatedRequest,
} from './http/graphql-http-handler.ts';
export type { GraphQLHttpRequest } from './http/graphql-http-request.ts';
export type { DirectAnswer, GraphQLParameters } from './http/direct-answer.ts';
export { answerJson, answerRefusal, HttpRefusal, refusalOf } from './http/json-answer.ts';
export { readBody, readJson } from './http/read-body.ts';
export { closeAfter, closeReason } from './subgraph/socket-close.ts';
export { statusForAccept, statusForJsonClients } from './http/status-for-json-clients.ts';
export { GracefulEnd } from './http/graceful-end.ts';
export { createHttpServer, drain, listen } from './http/http-server.ts';
export {
  operationalRoutes,
  runRoute,
  type MetricsRegistry,
  type Route,
} from './http/service-routes.ts';
export {
  BODY_LIMIT_BYTES,
  CLIENT_IDLE_MS,
  DRAIN_TIMEOUT_MS,
  SERVER_IDLE_MS,
  SHUTDOWN_TIMEOUT_MS,
} from './http/http-policy.ts';

export {
  GRAPHQL_PATH,
  serveSubgraph,
  type RunningSubgraph,
  type SubgraphOptions,
} from './subgraph/serve-subgraph.ts';
export {
  buildSubgraph,
  SHARED_TYPE_DEFS_PATH,
  subgraphTypeDefs,
  type SubgraphResolvers,
} from './subgraph/subgraph-schema.ts';
export { localSubgraphAt, type LocalSubgraph } from './subgraph/local-subgraph.ts';
export type { LocalSink } from './subgraph/local-streams.ts';
export type { SubgraphContext, SubgraphRequest } from './subgraph/subgraph-request.ts';

export type { Logger } from './process/logger.ts';
export { runProcess, type Closable, type StartFunction } from './process/run-process.ts';

export { CircuitBreaker } from './client/circuit-breaker.ts';
export {
  createServiceClient,
  type CallOptions,
  type ServiceClient,
  type ServiceClientOptions,
} from './client/service-client.ts';

export {
  connectionArguments,
  DEFAULT_PAGE_SIZE,
  MAX_PAGE_SIZE,
  type ConnectionArguments,
  type PageRequest,
} from './connections/connection-arguments.ts';
export {
  toConnection,
  type Connection,
  type Edge,
  type PageInfo,
} from './connections/connection.ts';
export { decodeCursor, encodeCursor, type KeysetPosition } from './connections/cursor.ts';

export { byKey, createLoader, LOADER_MAX_BATCH_SIZE, type LoadBatch } from './loading/loader.ts';
export { scalarResolvers } from './scalars/scalar-resolvers.ts';
