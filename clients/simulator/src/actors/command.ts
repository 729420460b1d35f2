import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { UserErrors, type TiffinClient } from '@tiffin/sdk';
import { persistently } from '../pacing/persistence.ts';
import type { Surroundings } from './surroundings.ts';

/** A payload of one of Tiffin's mutations. */
interface Payload {
  userErrors: readonly { code: string; message: string }[];
}

/**
 * Sends a mutation whose input carries its own idempotency key, again and again through outages.
 * Throws UserErrors when the payload names any.
 */
export async function command<R extends Record<string, Payload>, V>(
  { signal, tally }: Surroundings,
  client: TiffinClient,
  document: TypedDocumentNode<R, V>,
  variables: V,
): Promise<R> {
  const data = await persistently(() => client.request(document, variables), {
    signal,
    onOutage: (error) => tally.error(error, 'outage'),
  });
  const userErrors = Object.values(data).flatMap((payload) => payload.userErrors ?? []);
  if (userErrors.length > 0) throw new UserErrors(userErrors);
  return data;
}
