import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { createClient, type Client, type ClientOptions } from 'graphql-ws';
import { postOperation } from './http.ts';
import { subscribeResumably, type ResumeOptions } from './resume.ts';
import type { Session } from './session.ts';

/** Where the endpoint is and who calls. */
export interface TiffinClientOptions {
  /** For example `http://localhost:4000/graphql`. */
  url: string;
  /** Who calls; nobody in particular without it. */
  session?: Session;
  /** A WebSocket class where the platform has none of its own. */
  webSocketImpl?: ClientOptions['webSocketImpl'];
}

/** One caller of Tiffin's endpoint: queries and mutations over HTTP, subscriptions over one socket. */
export class TiffinClient {
  readonly #options: TiffinClientOptions;
  #socket: Client | undefined;

  constructor(options: TiffinClientOptions) {
    this.#options = options;
  }

  /** Sends a query or mutation. Throws GraphQLResponseError or TransportError. */
  async request<R, V>(document: TypedDocumentNode<R, V>, variables: V): Promise<R> {
    const { url, session } = this.#options;
    return postOperation(url, document, variables, await session?.authorization());
  }

  /** Follows a subscription through lost sockets; see `subscribeResumably`. */
  subscribe<R extends Record<string, { cursor: string }>, V extends { after?: string | null }>(
    document: TypedDocumentNode<R, V>,
    variables: V,
    options?: ResumeOptions,
  ): AsyncGenerator<R> {
    return subscribeResumably(this.socket, document, variables, options);
  }

  /** The socket, opened with the first subscription. */
  get socket(): Client {
    const { url, session, webSocketImpl } = this.#options;
    this.#socket ??= createClient({
      url: url.replace(/^http/, 'ws'),
      ...(webSocketImpl ? { webSocketImpl } : {}),
      connectionParams: async () =>
        session ? { authorization: await session.authorization() } : {},
      // A repeated subscription must carry the last cursor; `subscribeResumably` sees to it.
      retryAttempts: 0,
      lazy: true,
    });
    return this.#socket;
  }

  /** Closes the socket. */
  async close(): Promise<void> {
    await this.#socket?.dispose();
    this.#socket = undefined;
  }
}
