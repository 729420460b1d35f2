/** What `--help` prints; README.md says more. */
export const HELP = `Serves a Federation 2 supergraph over HTTP and WebSocket at /graphql.

Usage: SUPERGRAPH=file.graphql PORT=4299 HOST=127.0.0.1 npm run -s gateway

  SUPERGRAPH           the composed supergraph (default schema/supergraph.graphql)
  SUPERGRAPH_URL       where it is fetched from instead, again and again, by ETag
  SUPERGRAPH_POLL_MS   how often either is looked at for a new one (2000); SIGHUP does it at once
  SCHEMA_CHANGE_WINDOW_MS   subscriptions that fit no longer end spread over this time (10000)
  OPERATIONS           a folder of operations that a new supergraph is tried with
  PORT, HOST           where to listen (4000 on 127.0.0.1)
  ADMIN_PORT, ADMIN_HOST    where /metrics is served (nowhere; 127.0.0.1)
  SHEDDING             what is given up under overload, as JSON (nothing)
  OVERLOAD_DELAY_MS    delay of the event loop that counts as overload (200)
  STOP_NOTICE_MS       /ready says that we stop this long before anything closes (500)
  OTEL_EXPORTER_OTLP_ENDPOINT   a collector of traces (none)
  <NAME>_URL           address of one subgraph, e.g. ORDERS_URL, instead of the supergraph's
  JWKS_URL             keys of the access tokens; without it everybody is anonymous
  ACCESS_TOKEN_ISSUER  their issuer; needed with JWKS_URL
  REVOCATIONS          a stream in REDIS_URL that tells of revoked tokens (none: a token counts until it ends)
  IDENTITY_SECRET      signs who calls for the subgraphs; needed with JWKS_URL
  INTROSPECTION        true or false (true unless NODE_ENV=production)
  CORS_ORIGINS         origins whose pages may call, separated by commas
  PAGES                static pages as route=folder pairs, separated by commas; empty for none
  DEMO_PAGES           a folder served at /demo
  API_KEY_URL          where API keys are exchanged; with it partners are served at /partner/graphql
  REGISTERED_OPERATIONS     only: nothing but what is in OPERATIONS runs (any)
  LIMIT_DEPTH, LIMIT_ALIASES, LIMIT_DIRECTIVES, LIMIT_ROOT_FIELDS, LIMIT_TOKENS, LIMIT_FIELDS,
  LIMIT_DOCUMENT_CHARACTERS   what one document may ask for (15, 100, 50, 20, 5000, 5000, 100000)
  LIMIT_VARIABLE_CHARACTERS   how large its variables may be (500000)
  LIMIT_PLANNING_MS    CPU time to plan it (2000)
  COST_LIMIT           what one operation may cost (10000 where the supergraph declares costs)
  RATE_LIMITS          a file of what callers may do in a minute, or off (gateway/policy/rate-limits.json)
  RATE_LIMIT_EXEMPT    addresses whose callers are not summed (127.0.0.0/8,::1)
  TRUSTED_PROXIES      addresses whose X-Forwarded-For is believed (none)
  REDIS_URL, REDIS_PREFIX   what gateways share: limits, named documents, revocations (nothing; tiffin:)
  DOMAIN_CLOCK_ANCHOR, DOMAIN_CLOCK_STARTED_AT, DOMAIN_CLOCK_SPEED
                       the clock of the business, by which some limits count (the present)
  LIMIT_SOCKETS, LIMIT_SOCKET_OPERATIONS, LIMIT_SOCKET_MESSAGE_BYTES, LIMIT_SOCKET_BUFFER_BYTES
                       what sockets may take (20000, 100, 262144, 1048576)
  LIMIT_SOCKETS_PER_ADDRESS, LIMIT_SOCKETS_PER_ACCOUNT   sockets of one client (20000, 100)
  SOCKET_INIT_TIMEOUT_MS, SOCKET_KEEP_ALIVE_MS   (5000, 12000)
  SUBGRAPH_TIMEOUT_MS  time for one answer of a subgraph (10000)
  SUBGRAPH_READS_TOGETHER  reads sent to a subgraph in one write; 1 where it cannot take more (16)
  COLOCATED            true: subgraphs of this process are called without HTTP (false)
  OVERRIDE_LABELS      labels of progressive @overrides that are always on, separated by commas
  LOG_LEVEL, LOG_FORMAT=readable   logs
`;
