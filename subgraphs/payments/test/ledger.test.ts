import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inTransaction } from '@tiffin/database';
import { domainInstant, uuidv7 } from '@tiffin/kernel';
import type pg from 'pg';

import { PLATFORM, type LedgerLine } from '../src/ledger/account.ts';
import { postJournal } from '../src/ledger/post-journal.ts';
import { admin, support } from './started/operations.ts';
import { startPayments, type StartedPayments } from './started/payments.ts';

let payments: StartedPayments;
beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.close());

const lines = (...amounts: readonly [LedgerLine['kind'], bigint][]): LedgerLine[] =>
  amounts.map(([kind, minor]) => ({ kind, ownerId: PLATFORM, minor }));

const post = (journal: LedgerLine[], reference = uuidv7(), currency = 'EUR') =>
  inTransaction(payments.asApplication, (client) =>
    postJournal(client, {
      reference,
      paymentId: uuidv7(),
      currency,
      occurredAt: domainInstant(Date.now()),
      lines: journal,
    }),
  );

const counts = async () =>
  (
    await payments.sql.query(
      `SELECT (SELECT count(*) FROM payments.ledger_journal) AS journals,
              (SELECT count(*) FROM payments.ledger_entry) AS entries`,
    )
  ).rows[0] as Record<string, string>;

describe('the ledger', () => {
  test('takes a journal that balances', async () => {
    await post(lines(['PROVIDER_CLEARING', 100n], ['PLATFORM_REVENUE', -100n]));
    const { data } = await payments.ask(
      '{ ledgerBalances { account balance { amount currency } } }',
      {},
      admin,
    );
    expect(data.ledgerBalances).toEqual([
      { account: 'PLATFORM_REVENUE', balance: { amount: '-1.00', currency: 'EUR' } },
      { account: 'PROVIDER_CLEARING', balance: { amount: '1.00', currency: 'EUR' } },
    ]);
  });

  test.each([
    ['does not balance', lines(['PROVIDER_CLEARING', 100n], ['PLATFORM_REVENUE', -99n])],
    ['has one line', lines(['PROVIDER_CLEARING', 100n])],
    [
      'has a line of nothing',
      lines(['PROVIDER_CLEARING', 1n], ['PLATFORM_REVENUE', -1n], ['TAX_PAYABLE', 0n]),
    ],
  ])('refuses a journal that %s', async (_what, journal) => {
    const before = await counts();
    await expect(post(journal)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
    expect(await counts()).toEqual(before);
  });

  test('refuses a second journal with the same reference', async () => {
    const journal = lines(['PROVIDER_CLEARING', 5n], ['PLATFORM_REVENUE', -5n]);
    await post(journal, 'capture:once');
    const before = await counts();
    await expect(post(journal, 'capture:once')).rejects.toMatchObject({ code: '23505' });
    expect(await counts()).toEqual(before);
  });

  test('refuses lines added to a journal that stands, even if they balance', async () => {
    const reference = uuidv7();
    await post(lines(['PROVIDER_CLEARING', 5n], ['PLATFORM_REVENUE', -5n]), reference);
    const before = await counts();
    await expect(
      payments.asApplication.query(
        `INSERT INTO payments.ledger_entry (journal_id, line, account_id, currency, amount_minor)
         SELECT entry.journal_id, entry.line + 10, entry.account_id, entry.currency, entry.amount_minor
         FROM payments.ledger_entry AS entry
         JOIN payments.ledger_journal AS journal ON journal.id = entry.journal_id
         WHERE journal.reference = $1`,
        [reference],
      ),
    ).rejects.toMatchObject({ constraint: 'ledger_journal_sealed' });
    expect(await counts()).toEqual(before);
  });

  test('takes journals that need the same new accounts at the same time', async () => {
    const both = lines(['PROVIDER_CLEARING', 7n], ['PROMOTIONS_EXPENSE', -7n]);
    const before = Number((await counts())['journals']);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        inTransaction(payments.sql, (client) =>
          postJournal(client, {
            reference: uuidv7(),
            paymentId: uuidv7(),
            currency: 'JPY',
            occurredAt: domainInstant(Date.now()),
            lines: index % 2 === 0 ? both : both.toReversed(),
          }),
        ),
      ),
    );
    expect(Number((await counts())['journals'])).toBe(before + 20);
  });

  const tables = ['ledger_account', 'ledger_journal', 'ledger_entry'] as const;
  const attempts = tables.flatMap((table) => [
    [`UPDATE payments.${table} SET currency = currency`.replace(/SET .*/, setOf(table)), table],
    [`DELETE FROM payments.${table}`, table],
    [`TRUNCATE payments.${table} CASCADE`, table],
  ]);
  test.each(attempts)('refuses %s, from the application and from its owner', async (statement) => {
    const before = await counts();
    const refused = async (pool: pg.Pool) => {
      await expect(pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    };
    await refused(payments.asApplication);
    await refused(payments.sql);
    expect(await counts()).toEqual(before);
  });

  test('is shown to administrators alone', async () => {
    const { errors } = await payments.ask('{ ledgerBalances { account } }', {}, support);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

function setOf(table: string): string {
  return table === 'ledger_journal' ? 'SET entry_count = 3' : "SET currency = 'USD'";
}
