import { serveSubgraph, type RunningSubgraph } from '@tiffin/service';
import { createLogger } from '@tiffin/telemetry';
import { subgraphDefinition } from '../graph/fixture-graph.ts';
import { FEDERATION } from '../graph/subgraph-definition.ts';

/** The types that all subgraphs share leave these to each of them. */
const USER_ERROR_CODES = 'enum UserErrorCode { INVALID }';

/**
 * A subgraph of the fixture served as the product serves its own, answers made anew for each request.
 * @param env SERVICE_NAME, PORT, IDENTITY_SECRET
 */
export function start(env: Readonly<Record<string, string | undefined>>): Promise<RunningSubgraph> {
  const name = env['SERVICE_NAME'] ?? '';
  const { types, resolvers } = subgraphDefinition(name);
  return serveSubgraph({
    name,
    typeDefs: FEDERATION + types + USER_ERROR_CODES,
    resolvers,
    context: ({ identity }) => Promise.resolve({ identity }),
    port: Number(env['PORT']),
    identitySecret: env['IDENTITY_SECRET'] ?? '',
    logger: createLogger(name),
  });
}
