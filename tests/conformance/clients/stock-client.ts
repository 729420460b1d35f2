import type { TypedDocumentNode } from '@graphql-typed-document-node/core';

/** What an app learns from a client, whatever the client's own form of it. */
export interface Outcome {
  data: unknown;
  /** `extensions.code` of each error. */
  codes: unknown[];
}

/** One library as an app would set it up, nothing changed but address and token. */
export interface StockClient {
  /** Runs a query or mutation. */
  run<R, V extends Record<string, unknown>>(
    document: TypedDocumentNode<R, V>,
    variables: V,
  ): Promise<Outcome>;
  /** The first event of a subscription, which then ends. Undefined where the library has none. */
  firstEvent?<R, V extends Record<string, unknown>>(
    document: TypedDocumentNode<R, V>,
    variables: V,
  ): Promise<Outcome>;
  close(): Promise<void> | void;
}

/** Makes a client for an address and a token. */
export type StockClientMaker = (url: string, authorization: string) => StockClient;

/** The codes of errors in GraphQL's own form. */
export function codesOf(
  errors: readonly { extensions?: Record<string, unknown> | undefined }[] | undefined,
): unknown[] {
  return (errors ?? []).map((error) => error.extensions?.['code']);
}

export function webSocketUrl(url: string): string {
  return url.replace('http', 'ws');
}
