import type { RequestListener } from 'node:http';
import {
  GRAPHQL_PATH,
  runRoute,
  type GraphQLHttpHandler,
  type Logger,
  type Route,
} from '@tiffin/service';
import type { Origins } from './origins.ts';
import { COMMON_HEADERS } from './page-headers.ts';
import type { PageHandler } from './pages.ts';

export interface ListenerOptions {
  graphql: GraphQLHttpHandler;
  pages: PageHandler;
  /** /health, /ready, /metrics. */
  routes: readonly Route[];
  origins: Origins;
  logger: Logger;
}

/** Sends each request to GraphQL, to an operational route or to a page. */
export function createRequestListener(options: ListenerOptions): RequestListener {
  const { graphql, pages, routes, origins, logger } = options;
  return (request, response) => {
    for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value);
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path === GRAPHQL_PATH) {
      origins.answer(request, response);
      response.setHeader('cache-control', 'no-store');
      if (request.method === 'OPTIONS') response.writeHead(204).end();
      else void graphql(request, response);
      return;
    }
    const isRoute = routes.some((route) => route.path === path);
    if (!isRoute && pages(request, response)) return;
    void runRoute(routes, path, request, response, logger);
  };
}
