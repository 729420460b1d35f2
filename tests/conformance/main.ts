/**
 * `npm run conformance`: runs the public suites and prints one table. `--write` puts it into docs/conformance.md,
 * `--json` prints it as JSON. `FEDERATION_AUDIT` is the folder of a checkout of the federation gateway audit.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { reportOf, type AuditReport } from './federation-audit/audit-report.ts';
import { NotACheckout, runAudit, verifyCheckout } from './federation-audit/run-audit.ts';
import { writePage } from './page.ts';
import { runTests } from './run-tests.ts';
import { tableOf } from './table.ts';

const SKIPPED = `
  FEDERATION AUDIT SKIPPED: FEDERATION_AUDIT names no checkout of
  https://github.com/graphql-hive/federation-gateway-audit with its dependencies installed.
`;

const { values } = parseArgs({
  options: { write: { type: 'boolean' }, json: { type: 'boolean' } },
});
const checkout = process.env['FEDERATION_AUDIT'];
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  tell(`\n  ${error instanceof NotACheckout ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run(): Promise<boolean> {
  if (values.write === true && !checkout) {
    throw new NotACheckout('--write needs FEDERATION_AUDIT: the page holds all results.');
  }
  if (checkout) verifyCheckout(resolve(checkout));
  tell('  running the audits of GraphQL over HTTP, the socket protocol and the stock clients …');
  const rows = await runTests();
  const audit = checkout ? await auditGateway(resolve(checkout)) : undefined;
  if (audit !== undefined) rows.push(audit.row);
  if (values.json === true) process.stdout.write(`${JSON.stringify({ rows, audit }, null, 2)}\n`);
  else process.stdout.write(`\n${tableOf(rows)}\n\n`);
  for (const { suite, subject, missed } of rows) {
    for (const name of missed) tell(`  missed: ${suite}, ${subject}: ${name}`);
  }
  if (audit === undefined) tell(SKIPPED);
  else if (values.write === true) await writePage(rows, audit, versionOf(resolve(checkout ?? '')));
  const tests = rows.filter((row) => row !== audit?.row);
  return tests.every(({ missed }) => missed.length === 0) && isExplained(audit);
}

async function auditGateway(folder: string): Promise<AuditReport> {
  tell('  running the federation gateway audit …');
  return reportOf(
    await runAudit(folder, [], ({ suite, cases, failure }) => {
      tell(`    ${suite} ${cases.map(({ passed }) => (passed ? '.' : 'X')).join('')}`);
      if (failure !== undefined) tell(`    ${failure}`);
    }),
  );
}

/** Whether every miss of the audit has its reason, and every reason its miss. */
function isExplained(audit: AuditReport | undefined): boolean {
  if (audit === undefined) return true;
  const unexplained = audit.misses.filter(({ reason }) => reason === undefined);
  for (const { key } of unexplained) tell(`  missed without a known reason: ${key}`);
  for (const key of audit.stale) tell(`  passes, though listed as missed: ${key}`);
  return unexplained.length === 0 && audit.stale.length === 0;
}

function versionOf(folder: string): string {
  const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
