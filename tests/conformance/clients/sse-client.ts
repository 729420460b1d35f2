import { createClient, NetworkError } from 'graphql-sse';
import { print } from 'graphql';
import { codesOf, type Outcome, type StockClient } from './stock-client.ts';

/** graphql-sse, each operation on a connection of its own. */
export function sseClient(url: string, authorization: string): StockClient {
  const client = createClient({ url, headers: { authorization }, retryAttempts: 0 });
  const first: NonNullable<StockClient['firstEvent']> = async (document, variables) => {
    const events = client.iterate<Record<string, unknown>>({ query: print(document), variables });
    try {
      for await (const { data, errors } of events) return { data, codes: codesOf(errors) };
    } catch (error) {
      if (error instanceof NetworkError) return refusalOf(error as NetworkError<Response>);
      throw error;
    }
    throw new Error('the stream ended without a result');
  };
  return { run: first, firstEvent: first, close: () => client.dispose() };
}

/** What was refused before there was a stream, which the library leaves to the app to read. */
async function refusalOf({ response }: NetworkError<Response>): Promise<Outcome> {
  const { errors } = (await response?.json()) as { errors?: Parameters<typeof codesOf>[0] };
  return { data: null, codes: codesOf(errors) };
}
