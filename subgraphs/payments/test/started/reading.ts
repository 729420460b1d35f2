import type { TestOrder } from './operations.ts';
import type { StartedPayments } from './payments.ts';

/** An intent as the provider shows it. */
export interface SeenIntent {
  readonly id: string;
  readonly status: string;
  readonly amount_capturable: number;
  readonly amount_received: number;
  readonly amount_refunded: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** All the provider knows, however many pages. */
export async function allIntents({ provider }: StartedPayments): Promise<SeenIntent[]> {
  const intents: SeenIntent[] = [];
  for (;;) {
    const after = intents.length === 0 ? '' : `&starting_after=${intents.at(-1)!.id}`;
    const { body } = await provider.send('GET', `/v1/payment_intents?limit=100${after}`);
    intents.push(...body.data);
    if (body.has_more !== true) return intents;
  }
}

/** What the provider knows of an order. */
export async function intentsOf(
  payments: StartedPayments,
  { orderId }: TestOrder,
): Promise<SeenIntent[]> {
  const intents = await allIntents(payments);
  return intents.filter(({ metadata }) => metadata['order_id'] === orderId);
}

export interface JournalLine {
  readonly kind: string;
  readonly owner_id: string;
  readonly minor: number;
}

/** The ledger lines of an order, in order. */
export async function journalOf(
  { sql }: StartedPayments,
  { orderId }: TestOrder,
): Promise<JournalLine[]> {
  const { rows } = await sql.query<JournalLine>(
    `SELECT account.kind, account.owner_id, entry.amount_minor::int AS minor
     FROM payments.ledger_entry AS entry
     JOIN payments.ledger_account AS account ON account.id = entry.account_id
     JOIN payments.ledger_journal AS journal ON journal.id = entry.journal_id
     JOIN payments.payment ON payment.id = journal.payment_id
     WHERE payment.order_id = $1 ORDER BY journal.id, entry.line`,
    [orderId],
  );
  return rows;
}

/** The types of an order's payment events, in order. */
export async function eventsOf(
  { sql }: StartedPayments,
  { orderId }: TestOrder,
): Promise<string[]> {
  const { rows } = await sql.query<{ type: string }>(
    'SELECT type FROM payments.outbox_event WHERE subject = $1 ORDER BY sequence',
    [orderId],
  );
  return rows.map(({ type }) => type.replace('payments.payment.', ''));
}

export type PaymentColumns = Readonly<Record<string, unknown>>;

/** The payment's row as it stands. */
export async function paymentOf(
  { sql }: StartedPayments,
  { orderId }: TestOrder,
): Promise<PaymentColumns | undefined> {
  const { rows } = await sql.query<PaymentColumns>(
    'SELECT * FROM payments.payment WHERE order_id = $1',
    [orderId],
  );
  return rows[0];
}

/** The payment's row once it has a status. */
export function untilStatus(
  payments: StartedPayments,
  { orderId }: TestOrder,
  status: string,
): Promise<PaymentColumns> {
  return payments.eventually('SELECT * FROM payments.payment WHERE order_id = $1 AND status = $2', [
    orderId,
    status,
  ]);
}
