import type { RequestListener } from 'node:http';
import { runRoute, type GraphQLHttpHandler, type Logger, type Route } from '@tiffin/service';
import type { Origins } from './origins.ts';
import { COMMON_HEADERS } from './page-headers.ts';
import type { PageHandler } from './pages.ts';

export interface ListenerOptions {
  /** By path. */
  graphql: ReadonlyMap<string, GraphQLHttpHandler>;
  pages: PageHandler;
  /** /health, /ready, /metrics. */
  routes: readonly Route[];
  origins: Origins;
  logger: Logger;
}

/** Sends each request to GraphQL, to an operational route or to a page. */
export function createRequestListener(options: ListenerOptions): RequestListener {
  const { graphql, pages, routes, origins, logger } = options;
  const commonHeaders = Object.entries(COMMON_HEADERS);
  return (request, response) => {
    for (const [name, value] of commonHeaders) response.setHeader(name, value);
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const endpoint = graphql.get(path);
    if (endpoint !== undefined) {
      origins.answer(request, response);
      response.setHeader('cache-control', 'no-store');
      if (request.method === 'OPTIONS') response.writeHead(204).end();
      else void endpoint(request, response);
      return;
    }
    const isRoute = routes.some((route) => route.path === path);
    if (!isRoute && pages(request, response)) return;
    void runRoute(routes, path, request, response, logger);
  };
}
