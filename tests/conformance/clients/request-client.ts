import { ClientError, GraphQLClient } from 'graphql-request';
import { print } from 'graphql';
import { codesOf, type StockClient } from './stock-client.ts';

/** graphql-request, which speaks HTTP only. */
export function requestOverHttp(url: string, authorization: string): StockClient {
  const client = new GraphQLClient(url, { headers: { authorization } });
  return {
    async run(document, variables) {
      try {
        return { data: await client.request<unknown>(print(document), variables), codes: [] };
      } catch (error) {
        if (!(error instanceof ClientError)) throw error;
        return { data: error.response.data, codes: codesOf(error.response.errors) };
      }
    },
    close: () => undefined,
  };
}
