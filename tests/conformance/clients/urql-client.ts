import {
  Client,
  fetchExchange,
  subscriptionExchange,
  type CombinedError,
  type ExecutionResult,
} from '@urql/core';
import { createClient } from 'graphql-ws';
import { codesOf, webSocketUrl, type Outcome, type StockClient } from './stock-client.ts';

/** Everything over HTTP, subscriptions as server-sent events. */
export function urqlOverHttp(url: string, authorization: string): StockClient {
  const fetchOptions = { headers: { authorization } };
  const client = new Client({
    url,
    fetchOptions,
    fetchSubscriptions: true,
    exchanges: [fetchExchange],
  });
  return urqlClient(client, () => undefined);
}

/** Everything over one socket. */
export function urqlOverSocket(url: string, authorization: string): StockClient {
  const socket = createClient({ url: webSocketUrl(url), connectionParams: { authorization } });
  const overSocket = subscriptionExchange({
    enableAllOperations: true,
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe: (sink) => {
        const unsubscribe = socket.subscribe(
          { query, variables: variables ?? {} },
          { ...sink, next: (result) => sink.next(result as ExecutionResult) },
        );
        // urql leaves within `next`. graphql-ws 6.4 counts that and a `complete` that came along with it as two ends, and
        // then closes the socket under the next operation: it is told afterwards.
        return { unsubscribe: () => queueMicrotask(unsubscribe) };
      },
    }),
  });
  return urqlClient(new Client({ url, exchanges: [overSocket] }), () => socket.dispose());
}

function urqlClient(client: Client, close: () => Promise<void> | void): StockClient {
  return {
    async run(document, variables) {
      const definition = document.definitions[0];
      const isMutation =
        definition?.kind === 'OperationDefinition' && definition.operation === 'mutation';
      const source = isMutation
        ? client.mutation<unknown>(document, variables)
        : client.query<unknown>(document, variables);
      return outcomeOf(await source.toPromise());
    },
    firstEvent(document, variables) {
      return new Promise((resolve) => {
        const events = client.subscription<unknown>(document, variables).subscribe((event) => {
          resolve(outcomeOf(event));
          queueMicrotask(() => events.unsubscribe());
        });
      });
    },
    close,
  };
}

function outcomeOf({
  data,
  error,
}: {
  data?: unknown;
  error?: CombinedError | undefined;
}): Outcome {
  if (error?.networkError !== undefined) throw error.networkError;
  return { data, codes: codesOf(error?.graphQLErrors) };
}
