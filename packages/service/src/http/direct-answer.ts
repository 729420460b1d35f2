/** An operation as its body states it, in the plainest form there is. */
export interface GraphQLParameters {
  query: string;
  operationName: string | undefined;
  variables: Record<string, unknown> | undefined;
}

/**
 * Answers an operation without Apollo Server.
 * @returns the response body; undefined leaves the operation to Apollo Server, nothing of it having
 *   run yet
 */
export type DirectAnswer<Context> = (
  parameters: GraphQLParameters,
  context: Context,
) => Promise<string | undefined> | undefined;

const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';

/** What Apollo Server answers to the Accept headers that clients send most. */
const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['', JSON_TYPE],
  ['*/*', JSON_TYPE],
  ['application/json', JSON_TYPE],
  ['application/json, */*', JSON_TYPE],
  ['application/json, text/plain, */*', JSON_TYPE],
  ['application/graphql-response+json', GRAPHQL_RESPONSE_TYPE],
  ['application/graphql-response+json,application/json;q=0.9', GRAPHQL_RESPONSE_TYPE],
]);

/** @returns undefined when the header is not one of the usual ones and must be negotiated */
export function usualContentType(accept: string | undefined): string | undefined {
  return CONTENT_TYPES.get(accept ?? '');
}

const PLAIN_MEMBERS: ReadonlySet<string> = new Set(['query', 'operationName', 'variables']);

/** @returns undefined when the body is anything but a document with its name and variables */
export function plainParameters(body: unknown): GraphQLParameters | undefined {
  if (!isRecord(body)) return undefined;
  for (const name in body) {
    if (!PLAIN_MEMBERS.has(name)) return undefined;
  }
  const { query, operationName, variables } = body;
  if (typeof query !== 'string' || query === '') return undefined;
  if (operationName != null && typeof operationName !== 'string') return undefined;
  if (variables != null && !isRecord(variables)) return undefined;
  return {
    query,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
