import { ConfigurationError } from '@tiffin/service';
import type { SubgraphAddress } from './loaded-supergraph.ts';

/**
 * Where a subgraph is: `<NAME>_URL` from the environment (`ORDERS_URL` for `orders`, every other
 * character than letters and digits as `_`), else what the supergraph says.
 *
 * @throws ConfigurationError when that is not an http(s) address
 */
export function subgraphUrl(
  { name, url }: SubgraphAddress,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const variable = `${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_URL`;
  const address = env[variable] || url;
  const protocol = URL.canParse(address) ? new URL(address).protocol : undefined;
  if (protocol === 'http:' || protocol === 'https:') return address;
  throw new ConfigurationError([`${variable} is not valid: expected an http or https address`]);
}

/** The same endpoint for graphql-transport-ws. */
export function webSocketUrl(httpUrl: string): string {
  const url = new URL(httpUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
