import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PageRoute } from './pages.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../..');

/** The pages of this repository, in the folders of `clients/`. */
const PAGES: readonly (readonly [route: string, folder: string])[] = [
  ['/', 'clients/start-page/public'],
  ['/graphiql', 'clients/start-page/public/graphiql'],
  ['/map', 'clients/live-map/public'],
];

/** What those pages load from packages, served from here: no script comes from another host. */
const PACKAGES: readonly (readonly [name: string, path: string, client: string])[] = [
  ['graphiql', '', 'clients/start-page'],
  ['react', 'umd', 'clients/start-page'],
  ['react-dom', 'umd', 'clients/start-page'],
  ['graphql-ws', 'dist', 'clients/start-page'],
  ['leaflet', 'dist', 'clients/live-map'],
  ['h3-js', 'dist', 'clients/live-map'],
];

/** The pages served unless configured otherwise; those that are not there are left out. */
export function defaultPages(): PageRoute[] {
  const pages = PAGES.map(([route, folder]) => ({ route, folder: resolve(REPOSITORY, folder) }));
  const packages = PACKAGES.map(([name, path, client]) => ({
    route: `/vendor/${name}`,
    folder: resolve(packageFolder(name, client), path),
  }));
  return [...pages, ...packages].filter(({ folder }) => existsSync(folder));
}

/** Where npm puts a package: with its client when versions differ, else at the root. */
function packageFolder(name: string, client: string): string {
  const own = resolve(REPOSITORY, client, 'node_modules', name);
  return existsSync(own) ? own : resolve(REPOSITORY, 'node_modules', name);
}
