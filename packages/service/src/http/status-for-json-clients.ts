import type { ApolloServerPlugin, BaseContext } from '@apollo/server';

const BAD_REQUEST = 400;
const OK = 200;

/**
 * The status of an answer in GraphQL's form. A client that names `application/json` and not
 * `application/graphql-response+json` may take every other status than 200 for somebody else's, such as
 * a proxy's, and not read the body: GraphQL over HTTP asks to answer it 200 even when its document was
 * refused. Other statuses (401, 403, 503 …) are told to everybody.
 *
 * @param accept the request's Accept header
 */
export function statusForAccept(status: number, accept: string | undefined): number {
  if (status !== BAD_REQUEST || accept === undefined) return status;
  const types = accept.split(',').map((range) => range.split(';', 1)[0]?.trim().toLowerCase());
  const knowsJsonOnly =
    types.includes('application/json') && !types.includes('application/graphql-response+json');
  return knowsJsonOnly ? OK : status;
}

/** Lets Apollo Server answer with {@link statusForAccept}. A request without a document stays 400. */
export function statusForJsonClients(): ApolloServerPlugin<BaseContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ source, request, response }) {
          const { http } = response;
          if (source !== undefined && http.status !== undefined) {
            http.status = statusForAccept(http.status, request.http?.headers.get('accept'));
          }
          return Promise.resolve();
        },
      }),
  };
}
