import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { domainClockFromEnv } from '@tiffin/kernel';
import { ConfigurationError, loadConfig } from '@tiffin/service';
import { OVERLOAD_DELAY_MS } from './overload/overload-policy.ts';
import { readSheddingPolicy, type SheddingPolicy } from './overload/shedding-policy.ts';
import { readRegisteredOperations } from './reload/read-registered-operations.ts';
import type { RegisteredOperation } from './reload/registered-operation.ts';
import { SCHEMA_CHANGE_WINDOW_MS, SUPERGRAPH_POLL_MS } from './reload/reload-policy.ts';
import { SUBGRAPH_TIMEOUT_MS } from './execution/execution-policy.ts';
import { READS_TOGETHER } from './execution/transport/http1/http1-policy.ts';
import { defaultPages } from './http/default-pages.ts';
import type { PageRoute } from './http/pages.ts';
import { DEFAULT_OPERATION_LIMITS, type OperationLimits } from './security/operation-limits.ts';
import { addressSet } from './security/rate-limits/client-address.ts';
import type { RateConfiguration } from './security/rate-limits/create-guard.ts';
import {
  DEFAULT_POLICY_PATH,
  readRateLimitPolicy,
} from './security/rate-limits/rate-limit-policy.ts';
import type { RevocationSource } from './security/revocations/revocation-feed.ts';
import type { TokenSource } from './security/token-verifier.ts';
import { DEFAULT_SOCKET_LIMITS, type SocketLimits } from './subscriptions/subscription-policy.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Everything the gateway takes from its environment; documented in README.md. */
export interface Configuration {
  port: number;
  host: string;
  /** Where metrics are served; undefined for nowhere. */
  adminPort: number | undefined;
  adminHost: string;
  /** What is given up under overload; undefined for nothing. */
  shedding: SheddingPolicy | undefined;
  /** Delay of the event loop from which on we count as overloaded. */
  overloadedMs: number;
  /** A stop is announced for so long before anything is closed. */
  stopNoticeMs: number;
  supergraphPath: string;
  /** Where it is fetched from instead. */
  supergraphUrl: string | undefined;
  /** How often it is looked at for a new one. */
  supergraphPollMs: number;
  /** Subscriptions that a new supergraph does not take end spread over this time. */
  schemaChangeWindowMs: number;
  /** What our own apps send; a new supergraph is tried with it before it takes over. */
  registeredOperations: readonly RegisteredOperation[];
  /** Whether no others run. */
  registeredOnly: boolean;
  /** Where API keys are exchanged for tokens. Undefined: there is no endpoint for partners. */
  apiKeyUrl: string | undefined;
  /** Undefined: no token is accepted, everybody is anonymous. */
  tokenSource: TokenSource | undefined;
  /** Where revoked tokens are told. Undefined: a token counts until it ends. */
  revocations: RevocationSource | undefined;
  /** Undefined: subgraphs are not told who calls. */
  identitySecret: string | undefined;
  introspection: boolean;
  allowedOrigins: readonly string[];
  limits: OperationLimits;
  rates: RateConfiguration;
  sockets: SocketLimits;
  subgraphTimeoutMs: number;
  /** Reads that may go to a connection of a subgraph together. */
  subgraphReadsTogether: number;
  /** Subgraphs that this very process serves are called without HTTP. */
  colocated: boolean;
  /** Labels of progressive `@override`s that are on for every request. */
  overrideLabels: readonly string[];
  pages: readonly PageRoute[];
}

const REPOSITORY = resolve(import.meta.dirname, '../..');
const SUPERGRAPH_PATH = resolve(REPOSITORY, 'schema/supergraph.graphql');
/** What our own apps send to our own supergraph. */
const OPERATIONS_PATH = resolve(REPOSITORY, 'schema/operations');
/** What `npm start` tells the pages of its demo city; served beside whatever else is. */
const DEMO_ROUTE = '/demo';

const positive = (fallback: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().min(1).default(fallback);

/** Longer than balancers take to ask whether we are ready, two times over. */
const STOP_NOTICE_MS = 500;
/** What is closed after it takes up to 2 s, and 3 s are there for all of it. */
const MAX_STOP_NOTICE_MS = 900;

const portNumber = z.coerce.number().int().min(0).max(65_535);

const SHAPE = {
  PORT: portNumber.default(4_000).describe('a port number, 0 for any free one'),
  HOST: z.string().default('127.0.0.1'),
  ADMIN_PORT: portNumber.optional().describe('a port number, 0 for any free one'),
  ADMIN_HOST: z.string().default('127.0.0.1'),
  SHEDDING: z.string().optional(),
  OVERLOAD_DELAY_MS: positive(OVERLOAD_DELAY_MS),
  STOP_NOTICE_MS: z.coerce.number().int().min(0).max(MAX_STOP_NOTICE_MS).default(STOP_NOTICE_MS),
  SUPERGRAPH: z.string().optional(),
  SUPERGRAPH_URL: z.url().optional().describe('the http(s) address of a composed supergraph'),
  SUPERGRAPH_POLL_MS: positive(SUPERGRAPH_POLL_MS),
  SCHEMA_CHANGE_WINDOW_MS: positive(SCHEMA_CHANGE_WINDOW_MS),
  OPERATIONS: z.string().optional(),
  API_KEY_URL: z.url().optional().describe('the http(s) address where API keys are exchanged'),
  REGISTERED_OPERATIONS: z.enum(['only', 'any']).default('any'),
  JWKS_URL: z.url().optional().describe('the http(s) address of a JSON Web Key Set'),
  ACCESS_TOKEN_ISSUER: z.string().optional(),
  REVOCATIONS: z.string().min(1).optional().describe('the name of a stream in Redis'),
  IDENTITY_SECRET: z.string().optional(),
  INTROSPECTION: z.enum(['true', 'false']).optional(),
  NODE_ENV: z.string().optional(),
  CORS_ORIGINS: z.string().default('').describe('origins separated by commas, or *'),
  LIMIT_DEPTH: positive(DEFAULT_OPERATION_LIMITS.depth),
  LIMIT_ALIASES: positive(DEFAULT_OPERATION_LIMITS.aliases),
  LIMIT_DIRECTIVES: positive(DEFAULT_OPERATION_LIMITS.directives),
  LIMIT_ROOT_FIELDS: positive(DEFAULT_OPERATION_LIMITS.rootFields),
  LIMIT_TOKENS: positive(DEFAULT_OPERATION_LIMITS.tokens),
  LIMIT_FIELDS: positive(DEFAULT_OPERATION_LIMITS.expandedFields),
  LIMIT_DOCUMENT_CHARACTERS: positive(DEFAULT_OPERATION_LIMITS.documentCharacters),
  LIMIT_VARIABLE_CHARACTERS: positive(DEFAULT_OPERATION_LIMITS.variableCharacters),
  LIMIT_PLANNING_MS: positive(DEFAULT_OPERATION_LIMITS.planningMs),
  COST_LIMIT: z.coerce.number().int().min(1).optional(),
  RATE_LIMITS: z.string().default(DEFAULT_POLICY_PATH).describe('a file, or off'),
  RATE_LIMIT_EXEMPT: z.string().default('127.0.0.0/8,::1'),
  TRUSTED_PROXIES: z.string().default(''),
  REDIS_URL: z.url().optional().describe('redis://host:port'),
  REDIS_PREFIX: z.string().default('tiffin:'),
  LIMIT_SOCKETS: positive(DEFAULT_SOCKET_LIMITS.sockets),
  LIMIT_SOCKETS_PER_ADDRESS: positive(DEFAULT_SOCKET_LIMITS.socketsPerAddress),
  LIMIT_SOCKETS_PER_ACCOUNT: positive(DEFAULT_SOCKET_LIMITS.socketsPerAccount),
  LIMIT_SOCKET_OPERATIONS: positive(DEFAULT_SOCKET_LIMITS.operations),
  LIMIT_SOCKET_MESSAGE_BYTES: positive(DEFAULT_SOCKET_LIMITS.messageBytes),
  LIMIT_SOCKET_BUFFER_BYTES: positive(DEFAULT_SOCKET_LIMITS.bufferedBytes),
  SOCKET_INIT_TIMEOUT_MS: positive(DEFAULT_SOCKET_LIMITS.initTimeoutMs),
  SOCKET_KEEP_ALIVE_MS: positive(DEFAULT_SOCKET_LIMITS.keepAliveMs),
  SUBGRAPH_TIMEOUT_MS: positive(SUBGRAPH_TIMEOUT_MS),
  SUBGRAPH_READS_TOGETHER: positive(READS_TOGETHER),
  COLOCATED: z.enum(['true', 'false']).default('false'),
  OVERRIDE_LABELS: z.string().default('').describe('labels separated by commas'),
};

/** @throws ConfigurationError naming every variable that is wrong */
export function readConfiguration(env: Environment): Configuration {
  const given = loadConfig(SHAPE, env);
  return {
    port: given.PORT,
    host: given.HOST,
    adminPort: given.ADMIN_PORT,
    adminHost: given.ADMIN_HOST,
    shedding: given.SHEDDING ? readSheddingPolicy(resolve(given.SHEDDING)) : undefined,
    overloadedMs: given.OVERLOAD_DELAY_MS,
    stopNoticeMs: given.STOP_NOTICE_MS,
    supergraphPath: resolve(given.SUPERGRAPH ?? SUPERGRAPH_PATH),
    supergraphUrl: given.SUPERGRAPH_URL,
    supergraphPollMs: given.SUPERGRAPH_POLL_MS,
    schemaChangeWindowMs: given.SCHEMA_CHANGE_WINDOW_MS,
    registeredOperations: registeredOperations(given),
    apiKeyUrl: given.API_KEY_URL,
    registeredOnly: given.REGISTERED_OPERATIONS === 'only',
    tokenSource: tokenSource(given.JWKS_URL, given.ACCESS_TOKEN_ISSUER, given.IDENTITY_SECRET),
    revocations: revocationSource(given.REVOCATIONS, given.REDIS_URL, given.REDIS_PREFIX),
    identitySecret: given.IDENTITY_SECRET,
    introspection:
      given.INTROSPECTION === undefined
        ? given.NODE_ENV !== 'production'
        : given.INTROSPECTION === 'true',
    allowedOrigins: listOf(given.CORS_ORIGINS),
    limits: {
      depth: given.LIMIT_DEPTH,
      aliases: given.LIMIT_ALIASES,
      directives: given.LIMIT_DIRECTIVES,
      rootFields: given.LIMIT_ROOT_FIELDS,
      tokens: given.LIMIT_TOKENS,
      expandedFields: given.LIMIT_FIELDS,
      documentCharacters: given.LIMIT_DOCUMENT_CHARACTERS,
      variableCharacters: given.LIMIT_VARIABLE_CHARACTERS,
      planningMs: given.LIMIT_PLANNING_MS,
    },
    rates: {
      costLimit: given.COST_LIMIT,
      policy: given.RATE_LIMITS === 'off' ? undefined : readRateLimitPolicy(given.RATE_LIMITS),
      exempt: addressSet('RATE_LIMIT_EXEMPT', listOf(given.RATE_LIMIT_EXEMPT)),
      trustedProxies: addressSet('TRUSTED_PROXIES', listOf(given.TRUSTED_PROXIES)),
      redis:
        given.REDIS_URL === undefined
          ? undefined
          : { url: given.REDIS_URL, prefix: given.REDIS_PREFIX },
      domainSpeed: domainClockFromEnv(env).speed,
    },
    sockets: {
      sockets: given.LIMIT_SOCKETS,
      socketsPerAddress: given.LIMIT_SOCKETS_PER_ADDRESS,
      socketsPerAccount: given.LIMIT_SOCKETS_PER_ACCOUNT,
      operations: given.LIMIT_SOCKET_OPERATIONS,
      messageBytes: given.LIMIT_SOCKET_MESSAGE_BYTES,
      bufferedBytes: given.LIMIT_SOCKET_BUFFER_BYTES,
      initTimeoutMs: given.SOCKET_INIT_TIMEOUT_MS,
      keepAliveMs: given.SOCKET_KEEP_ALIVE_MS,
    },
    subgraphTimeoutMs: given.SUBGRAPH_TIMEOUT_MS,
    subgraphReadsTogether: given.SUBGRAPH_READS_TOGETHER,
    colocated: given.COLOCATED === 'true',
    overrideLabels: listOf(given.OVERRIDE_LABELS),
    pages: pageRoutes(env['PAGES'], env['DEMO_PAGES']),
  };
}

/** Verifying users and then not telling the subgraphs would make everybody anonymous there. */
function tokenSource(
  jwksUrl: string | undefined,
  issuer: string | undefined,
  identitySecret: string | undefined,
): TokenSource | undefined {
  if (jwksUrl === undefined) return undefined;
  const problems: string[] = [];
  if (issuer === undefined) {
    problems.push(
      'ACCESS_TOKEN_ISSUER is not set: expected the issuer of access tokens, as JWKS_URL is set',
    );
  }
  if (identitySecret === undefined) {
    problems.push(
      'IDENTITY_SECRET is not set: expected the secret shared with the subgraphs, as JWKS_URL is set',
    );
  }
  if (problems.length > 0 || issuer === undefined) throw new ConfigurationError(problems);
  return { jwksUrl, issuer };
}

function revocationSource(
  stream: string | undefined,
  redisUrl: string | undefined,
  prefix: string,
): RevocationSource | undefined {
  if (stream === undefined) return undefined;
  if (redisUrl === undefined) {
    throw new ConfigurationError([
      'REDIS_URL is not set: expected the Redis that holds the stream, as REVOCATIONS is set',
    ]);
  }
  return { redisUrl, stream: prefix + stream };
}

/** `route=folder` pairs, and the folder at `/demo`; what is asked for must exist. */
function pageRoutes(pages: string | undefined, demoPages: string | undefined): PageRoute[] {
  const routes = pages === undefined ? defaultPages() : listOf(pages).map(pageRoute);
  if (!demoPages) return routes;
  const folder = resolve(demoPages);
  if (!existsSync(folder)) {
    throw new ConfigurationError(['DEMO_PAGES is not valid: expected a folder that exists']);
  }
  return [...routes, { route: DEMO_ROUTE, folder }];
}

function pageRoute(pair: string): PageRoute {
  const [route = '', folder = ''] = pair.split('=', 2);
  const path = resolve(folder);
  if (/^\/(?:[\w-]+(?:\/[\w-]+)*)?$/.test(route) && folder !== '' && existsSync(path)) {
    return { route, folder: path };
  }
  throw new ConfigurationError([
    'PAGES is not valid: expected route=folder pairs separated by commas, each folder existing',
  ]);
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Those of our own apps belong to our own supergraph; another one comes with its own, or none. */
function registeredOperations(given: {
  OPERATIONS?: string | undefined;
  SUPERGRAPH?: string | undefined;
  SUPERGRAPH_URL?: string | undefined;
}): readonly RegisteredOperation[] {
  if (given.OPERATIONS === '') return [];
  const path = resolve(given.SUPERGRAPH ?? SUPERGRAPH_PATH);
  const isOurs = path === SUPERGRAPH_PATH && given.SUPERGRAPH_URL === undefined;
  const folder = given.OPERATIONS ?? (isOurs ? OPERATIONS_PATH : undefined);
  if (folder === undefined) return [];
  try {
    return readRegisteredOperations(resolve(folder));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([`OPERATIONS is not valid: ${reason}`]);
  }
}
