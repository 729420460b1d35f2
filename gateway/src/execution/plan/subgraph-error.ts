import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** What a subgraph's error is called when it has no code of its own. */
const UNTYPED_CODE = 'DOWNSTREAM_SERVICE_ERROR';

/** An error that came with a subgraph's answer, at its place in the client's answer. */
export function subgraphError(
  error: GraphQLFormattedError,
  subgraph: string,
  path: readonly (string | number)[] | undefined,
): GraphQLError {
  const { message, extensions } = error;
  return new GraphQLError(message || `Error while fetching subquery from service "${subgraph}"`, {
    ...(path === undefined ? {} : { path }),
    originalError: error as Error,
    extensions: {
      ...extensions,
      serviceName: subgraph,
      code: extensions?.['code'] || UNTYPED_CODE,
    },
  });
}
