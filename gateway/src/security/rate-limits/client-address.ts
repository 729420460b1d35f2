import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { ConfigurationError } from '@tiffin/service';

/** A set of addresses and networks. */
export interface AddressSet {
  has(address: string): boolean;
}

/**
 * @param variable where the list stands, for the error
 * @param list addresses and networks such as `10.0.0.0/8` and `::1`
 * @throws ConfigurationError naming what is not one
 */
export function addressSet(variable: string, list: readonly string[]): AddressSet {
  const addresses = new BlockList();
  for (const entry of list) {
    const [address = '', prefix] = entry.split('/', 2);
    const type = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    try {
      if (isIP(address) === 0) throw new TypeError('not an address');
      if (prefix === undefined) addresses.addAddress(address, type);
      else addresses.addSubnet(address, Number(prefix), type);
    } catch {
      throw new ConfigurationError([
        `${variable} is not valid: expected addresses or networks separated by commas`,
      ]);
    }
  }
  return {
    has: (address) =>
      isIP(address) !== 0 && addresses.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'),
  };
}

/**
 * The address a request comes from. `X-Forwarded-For` counts only as far as trusted proxies wrote it:
 * the last address that is none of them.
 */
export function clientAddress(request: IncomingMessage, proxies: AddressSet): string {
  let address = plain(request.socket.remoteAddress ?? '');
  const header = request.headers['x-forwarded-for'];
  if (header === undefined || !proxies.has(address)) return address;
  const hops = String(header)
    .split(',')
    .map((hop) => plain(hop.trim()));
  for (const hop of hops.toReversed()) {
    if (isIP(hop) === 0) return address;
    address = hop;
    if (!proxies.has(hop)) return address;
  }
  return address;
}

/** An IPv4 address in the clothes of IPv6 is the IPv4 address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

const IPV6_GROUPS_OF_A_SITE = 4;

/** What counts as one caller: a whole /64 of IPv6 is one customer's. */
export function siteOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('%', 1).join('').split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - after.length;
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...after];
  return `${all
    .slice(0, IPV6_GROUPS_OF_A_SITE)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
