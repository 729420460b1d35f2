import { appendToOutbox, nextSequence } from '@tiffin/events';
import type { ClientBase } from 'pg';
import type { Moment } from '../moment.ts';
import { ofSecret } from '../revocations/revocation.ts';
import { secretId } from './api-key.ts';

/** Tells that a key's secret counts no more, in the transaction that holds the key. */
export async function announceSecretEnded(
  client: Pick<ClientBase, 'query'>,
  type: 'accounts.api_key.rotated.v1' | 'accounts.api_key.revoked.v1',
  { id, accountId, digest }: { id: string; accountId: string; digest: Buffer },
  now: Moment,
): Promise<void> {
  const sequence = await nextSequence(client, 'accounts', `api_key:${id}`);
  const revocation = ofSecret(secretId(id, digest), now.process);
  const data = { apiKeyId: id, accountId, revocation };
  await appendToOutbox(client, 'accounts', [
    { type, subject: id, sequence, time: now.domain, data },
  ]);
}
