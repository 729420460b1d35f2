import { createHash } from 'node:crypto';

import { databasePolicy } from './policy.ts';

/** A statement the server parses once per connection. */
export type NamedStatement = { readonly name: string; readonly text: string };

/** PostgreSQL cuts identifiers at 63 bytes, and two cut names would be taken for one statement. */
const MAX_NAME_BYTES = 63;

/**
 * Names a statement, to be run as `client.query({ ...placeOrder, values })`.
 *
 * @param name unique in the process and per text, such as `orders.place-order`; at most 63 bytes
 */
export function statement(name: string, text: string): NamedStatement {
  if (name === '' || Buffer.byteLength(name) > MAX_NAME_BYTES) {
    throw new RangeError(`A statement's name has 1 to ${MAX_NAME_BYTES} bytes: "${name}"`);
  }
  return { name, text };
}

/**
 * Names for the queries Prisma writes, by their text. Lists of varying length give ever new texts; past the bound they
 * stay unnamed, so that the server's memory per connection has a limit.
 */
export function prismaStatementNames(
  limit: number = databasePolicy.preparedStatements,
): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= limit) return '';
    const name = `prisma.${createHash('sha256').update(sql).digest('base64url')}`;
    names.set(sql, name);
    return name;
  };
}
