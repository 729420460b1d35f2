import { statement } from '@tiffin/database';
import { toRfc3339, uuidv7, type DomainInstant } from '@tiffin/kernel';
import type { ClientBase } from 'pg';

import type { LedgerLine } from './account.ts';

export interface NewJournal {
  /** What it is for; posting the same twice is refused. */
  readonly reference: string;
  readonly paymentId: string;
  readonly currency: string;
  readonly occurredAt: DomainInstant;
  readonly lines: readonly LedgerLine[];
}

// The account's id is made of what it is, so that nobody has to look it up, and two who need it at once make the same one.
const post = statement(
  'payments.post-journal',
  `WITH line AS (
     SELECT ordinality::integer AS line, kind, owner_id, minor,
            md5(kind || ':' || owner_id || ':' || $4)::uuid AS account_id
     FROM unnest($6::text[], $7::uuid[], $8::bigint[]) WITH ORDINALITY AS l (kind, owner_id, minor)
   ), account AS (
     INSERT INTO payments.ledger_account (id, kind, owner_id, currency)
     SELECT DISTINCT account_id, kind, owner_id, $4 FROM line ORDER BY account_id
     ON CONFLICT DO NOTHING
   ), journal AS (
     INSERT INTO payments.ledger_journal (id, reference, payment_id, entry_count, occurred_at)
     VALUES ($1, $2, $3, cardinality($6::text[]), $5)
   )
   INSERT INTO payments.ledger_entry (journal_id, line, account_id, currency, amount_minor)
   SELECT $1, line, account_id, $4, minor FROM line`,
);

/**
 * Posts a journal in the caller's transaction, in one statement; no lines, no journal. The database refuses, at the
 * commit, one that does not balance, and at once a second one with the same reference.
 */
export async function postJournal(
  client: Pick<ClientBase, 'query'>,
  journal: NewJournal,
): Promise<void> {
  const { lines } = journal;
  if (lines.length === 0) return;
  await client.query({
    ...post,
    values: [
      uuidv7(),
      journal.reference,
      journal.paymentId,
      journal.currency,
      toRfc3339(journal.occurredAt),
      lines.map((line) => line.kind),
      lines.map((line) => line.ownerId),
      lines.map((line) => line.minor.toString()),
    ],
  });
}
