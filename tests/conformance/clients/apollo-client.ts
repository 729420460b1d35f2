import {
  ApolloClient,
  CombinedGraphQLErrors,
  HttpLink,
  InMemoryCache,
  type ApolloLink,
} from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { createClient } from 'graphql-ws';
import { firstValueFrom } from 'rxjs';
import { codesOf, webSocketUrl, type Outcome, type StockClient } from './stock-client.ts';

/** Everything over HTTP, subscriptions in its multipart protocol. */
export function apolloOverHttp(url: string, authorization: string): StockClient {
  return apolloClient(new HttpLink({ uri: url, headers: { authorization } }), () => undefined);
}

/** Everything over one socket. */
export function apolloOverSocket(url: string, authorization: string): StockClient {
  const socket = createClient({ url: webSocketUrl(url), connectionParams: { authorization } });
  const stock = apolloClient(new GraphQLWsLink(socket), () => socket.dispose());
  return stock;
}

function apolloClient(link: ApolloLink, close: () => Promise<void> | void): StockClient {
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  return {
    async run(document, variables) {
      const definition = document.definitions[0];
      const isMutation =
        definition?.kind === 'OperationDefinition' && definition.operation === 'mutation';
      const result = isMutation
        ? await client.mutate<unknown>({ mutation: document, variables, errorPolicy: 'all' })
        : await client.query<unknown>({ query: document, variables, errorPolicy: 'all' });
      return outcomeOf(result);
    },
    async firstEvent(document, variables) {
      const events = client.subscribe<unknown>({ query: document, variables });
      return outcomeOf(await firstValueFrom(events));
    },
    async close() {
      client.stop();
      await close();
    },
  };
}

function outcomeOf({ data, error }: { data?: unknown; error?: unknown }): Outcome {
  if (error === undefined) return { data, codes: [] };
  if (CombinedGraphQLErrors.is(error)) return { data, codes: codesOf(error.errors) };
  throw error;
}
