import type { IncomingMessage } from 'node:http';
import { HttpRefusal, readJson } from '@tiffin/service';
import type { OperationRequest } from '../../execution/operation-runner.ts';

/**
 * The operation that a request for a stream states, by POST, or by GET as browsers' `EventSource` does.
 * @throws HttpRefusal when it states none
 */
export async function readStreamRequest(
  request: IncomingMessage,
  bodyLimitBytes: number,
): Promise<OperationRequest> {
  if (request.method === 'POST') return operationOf(await readJson(request, bodyLimitBytes));
  if (request.method !== 'GET') {
    throw new HttpRefusal(405, 'BAD_REQUEST', 'Use GET or POST.', { allow: 'GET, POST' });
  }
  const search = new URLSearchParams((request.url ?? '').split('?').slice(1).join('?'));
  const variables = search.get('variables');
  return operationOf({
    query: search.get('query'),
    operationName: search.get('operationName'),
    variables: variables === null ? null : parsed(variables),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new HttpRefusal(400, 'BAD_REQUEST', 'The variables are not valid JSON.');
  }
}

function operationOf(value: unknown): OperationRequest {
  const refusal = new HttpRefusal(400, 'BAD_REQUEST', 'The request must state a query as text.');
  if (!isObject(value) || typeof value['query'] !== 'string') throw refusal;
  const { query, operationName, variables } = value;
  const isNamed = typeof operationName === 'string' || (operationName ?? null) === null;
  const hasVariables = isObject(variables) || (variables ?? null) === null;
  if (!isNamed || !hasVariables) throw refusal;
  return {
    query,
    operationName: operationName as string | null | undefined,
    variables: variables as Record<string, unknown> | null | undefined,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
