import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { GraphQLResponseError, TransportError, type ResponseError } from './errors.ts';

/** How long a request may take, wall milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

const printed = new WeakMap<object, string>();

/** The text of a document, printed once. */
export function documentText(document: TypedDocumentNode<never, never> | object): string {
  let text = printed.get(document);
  if (text === undefined) {
    text = print(document as Parameters<typeof print>[0]);
    printed.set(document, text);
  }
  return text;
}

/** One operation over HTTP. Throws GraphQLResponseError or TransportError. */
export async function postOperation<R, V>(
  url: string,
  document: TypedDocumentNode<R, V>,
  variables: V,
  authorization: string | undefined,
): Promise<R> {
  let response: Response;
  let body: { data?: R | null; errors?: ResponseError[] };
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(authorization ? { authorization } : {}),
      },
      body: JSON.stringify({ query: documentText(document), variables }),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    body = (await response.json()) as typeof body;
  } catch (cause) {
    throw new TransportError(`no GraphQL answer from ${url}`, { cause });
  }
  if (body.errors?.length || !body.data) {
    throw new GraphQLResponseError(body.errors ?? [], response.status);
  }
  return body.data;
}
