import { inTransaction, statement } from '@tiffin/database';

import type { InstructionWorker } from '../instructions/worker.ts';
import { paymentsPolicy } from '../policy.ts';
import type { Services } from '../services.ts';
import { paymentIdOf } from './webhook-event.ts';

const { webhooks: policy } = paymentsPolicy;

const take = statement(
  'payments.take-webhooks',
  `SELECT id, payload FROM payments.webhook_event WHERE processed_at IS NULL
   ORDER BY received_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
);
// A webhook changes nothing by itself: it makes us ask the provider now instead of later. So order does not matter, and
// neither does it whether one is lost.
const hurry = statement(
  'payments.hurry-holds',
  `UPDATE payments.payment_instruction SET next_attempt_at = now()
   WHERE payment_id = ANY($1::uuid[]) AND kind = 'AUTHORISE' AND status = 'WAITING' AND parked_at IS NULL`,
);
const finish = statement(
  'payments.finish-webhooks',
  `UPDATE payments.webhook_event SET processed_at = now() WHERE id = ANY($1::text[])`,
);
const forget = statement(
  'payments.forget-webhooks',
  `DELETE FROM payments.webhook_event WHERE id IN (
     SELECT id FROM payments.webhook_event
     WHERE processed_at < now() - make_interval(secs => $1 / 1000.0) LIMIT $2)`,
);

/** Processes stored webhooks, each once; several processes may do so side by side. */
export async function processWebhooks(
  services: Services,
  worker: InstructionWorker,
): Promise<void> {
  const taken = await inTransaction(services.pool, async (client) => {
    const { rows } = await client.query<{ id: string; payload: unknown }>({
      ...take,
      values: [policy.sweepBatch],
    });
    if (rows.length === 0) return 0;
    const payments = rows.flatMap(({ payload }) => paymentIdOf(payload) ?? []);
    if (payments.length > 0) await client.query({ ...hurry, values: [payments] });
    await client.query({ ...finish, values: [rows.map(({ id }) => id)] });
    return rows.length;
  });
  if (taken > 0) worker.poke();
}

/** Deletes some of the events that were processed long ago. */
export async function forgetOldWebhooks(services: Services): Promise<void> {
  await services.pool.query({ ...forget, values: [policy.keepMs, policy.sweepBatch] });
}
