import type { IncomingMessage } from 'node:http';
import { HttpRefusal, readJson } from '@tiffin/service';
import type { StatedDocument } from '../../security/registered-operations/document-name.ts';

/** What a request for a stream says of its operation: the document itself, or its name. */
export interface StreamRequest extends StatedDocument {
  readonly query: string;
  readonly operationName: string | null | undefined;
  readonly variables: Record<string, unknown> | null | undefined;
}

/**
 * The operation that a request for a stream states, by POST, or by GET as browsers' `EventSource` does.
 * @throws HttpRefusal when it states none
 */
export async function readStreamRequest(
  request: IncomingMessage,
  bodyLimitBytes: number,
): Promise<StreamRequest> {
  if (request.method === 'POST') return operationOf(await readJson(request, bodyLimitBytes));
  if (request.method !== 'GET') {
    throw new HttpRefusal(405, 'BAD_REQUEST', 'Use GET or POST.', { allow: 'GET, POST' });
  }
  const search = new URLSearchParams((request.url ?? '').split('?').slice(1).join('?'));
  return operationOf({
    query: search.get('query'),
    operationName: search.get('operationName'),
    documentId: search.get('documentId'),
    variables: parsed('variables', search.get('variables')),
    extensions: parsed('extensions', search.get('extensions')),
  });
}

function parsed(name: string, text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new HttpRefusal(400, 'BAD_REQUEST', `The ${name} are not valid JSON.`);
  }
}

function operationOf(value: unknown): StreamRequest {
  const refusal = new HttpRefusal(400, 'BAD_REQUEST', 'The request must state a query as text.');
  if (!isObject(value)) throw refusal;
  const { query = null, operationName, variables, extensions, documentId } = value;
  const isNamed = documentId != null || (isObject(extensions) && 'persistedQuery' in extensions);
  if (typeof query !== 'string' && !(query === null && isNamed)) throw refusal;
  const isNameText = typeof operationName === 'string' || (operationName ?? null) === null;
  const hasVariables = isObject(variables) || (variables ?? null) === null;
  if (!isNameText || !hasVariables) throw refusal;
  return {
    query: query ?? '',
    operationName: operationName as string | null | undefined,
    variables: variables as Record<string, unknown> | null | undefined,
    extensions,
    documentId,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
