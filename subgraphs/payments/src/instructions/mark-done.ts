import { statement } from '@tiffin/database';
import type { ClientBase } from 'pg';

const done = statement(
  'payments.instruction-done',
  `UPDATE payments.payment_instruction SET status = 'DONE', done_at = now(), leased_until = NULL, last_error = NULL
   WHERE id = $1 AND status = 'WAITING'
   RETURNING postings`,
);

/** Marks an instruction as done in the caller's transaction. @returns its ledger lines as stored; undefined when it was done before */
export async function markDone(client: Pick<ClientBase, 'query'>, id: string): Promise<unknown> {
  const { rows } = await client.query<{ postings: unknown }>({ ...done, values: [id] });
  return rows[0]?.postings;
}
