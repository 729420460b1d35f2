import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import sirv from 'sirv';
import { pageHeaders } from './page-headers.ts';

/** A folder of static files and where it is served. */
export interface PageRoute {
  /** Begins with `/`; no slash at the end except for the root. */
  route: string;
  folder: string;
}

/** @returns whether a page was answered */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Serves folders read-only. The files are listed once, at start, and nothing outside that list can
 * be reached, whatever the path says. Folders that do not exist are left out.
 */
export function createPages(routes: readonly PageRoute[]): PageHandler {
  const mounts = routes
    .filter(({ folder }) => existsSync(folder))
    .map(({ route, folder }) => ({
      route,
      serve: sirv(resolve(folder), { dotfiles: false, etag: true, extensions: ['html'] }),
    }))
    .toSorted((one, other) => other.route.length - one.route.length);

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const [path = '/', query] = (request.url ?? '/').split('?', 2);
    const mount = mounts.find(({ route }) => isWithin(path, route));
    if (mount === undefined) return false;
    if (path === mount.route && path !== '/') {
      redirectInto(response, path, query);
      return true;
    }
    let served = true;
    const headers = pageHeaders(request.headers.host);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    request.url = mount.route === '/' ? path : path.slice(mount.route.length);
    mount.serve(request, response, () => {
      served = false;
    });
    if (!served) for (const name of Object.keys(headers)) response.removeHeader(name);
    return served;
  };
}

function isWithin(path: string, route: string): boolean {
  return route === '/' || path === route || path.startsWith(`${route}/`);
}

/** Relative addresses in the page count from the folder. */
function redirectInto(response: ServerResponse, path: string, query: string | undefined): void {
  response.writeHead(308, { location: query === undefined ? `${path}/` : `${path}/?${query}` });
  response.end();
}
