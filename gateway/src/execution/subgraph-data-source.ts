import { RemoteGraphQLDataSource, type GraphQLDataSource } from '@apollo/gateway';
import type { Caller, CallerForwarder } from './caller.ts';
import type { SubgraphFetcher } from './subgraph-fetcher.ts';

/** Sends the fetches of a plan to one subgraph, over HTTP. */
export function createSubgraphDataSource(
  url: string,
  fetcher: SubgraphFetcher,
  forwarder: CallerForwarder,
): GraphQLDataSource {
  return new RemoteGraphQLDataSource<{ caller: Caller }>({
    url,
    fetcher,
    apq: false,
    honorSubgraphCacheControlHeader: false,
    async willSendRequest({ request, context }) {
      for (const [name, value] of Object.entries(await forwarder.headers(context.caller))) {
        request.http?.headers.set(name, value);
      }
    },
  });
}
