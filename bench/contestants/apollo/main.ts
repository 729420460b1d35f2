import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { readFileSync } from 'node:fs';
import { createTokenCheck } from '../../src/identities/token-check.ts';

/**
 * The gateway that Apollo's documentation describes, and nothing else: Apollo Server with
 * @apollo/gateway, who calls verified in `context` and told to the subgraphs in `willSendRequest`.
 */
interface Context {
  accountId?: string | undefined;
}

class SubgraphWithCaller extends RemoteGraphQLDataSource<Context> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<Context>['willSendRequest']>>[0]): void {
    if (context.accountId !== undefined) request.http?.headers.set('x-user-id', context.accountId);
  }
}

const check = createTokenCheck();
const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(process.env['SUPERGRAPH'] ?? '', 'utf8'),
  buildService: ({ url }) => new SubgraphWithCaller({ ...(url === undefined ? {} : { url }) }),
});
const server = new ApolloServer<Context>({ gateway });
await startStandaloneServer(server, {
  listen: { port: Number(process.env['PORT']), host: '127.0.0.1' },
  context: async ({ req }) => ({ accountId: (await check(req.headers.authorization)).sub }),
});
