import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkoutDirectory } from '@tiffin/local-stack';
import { format, resolveConfig } from 'prettier';
import type { AuditReport } from './federation-audit/audit-report.ts';
import type { ResultRow } from './result-row.ts';
import { tableOf } from './table.ts';

const PATH = join(checkoutDirectory, 'docs/conformance.md');
/** The rest of the page, with a place for each of the two tables. */
const TEMPLATE = join(import.meta.dirname, 'page-template.md');

/** Writes `docs/conformance.md`. */
export async function writePage(
  rows: readonly ResultRow[],
  audit: AuditReport,
  auditVersion: string,
): Promise<void> {
  const template = await readFile(TEMPLATE, 'utf8');
  const options = await resolveConfig(PATH);
  const places: Record<string, string> = {
    results: tableOf(rows),
    auditVersion,
    auditSuites: `${audit.suites.passed} of ${audit.suites.total}`,
    auditMisses: missesOf(audit),
  };
  const page = template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => places[name] ?? '');
  await writeFile(PATH, await format(page, { ...options, filepath: PATH }));
}

function missesOf({ misses }: AuditReport): string {
  if (misses.length === 0) return 'None is missed.';
  const lines = misses.map(({ key, reason }) => `| \`${key}\` | ${reason ?? 'not yet known'} |`);
  return ['| missed | why |', '| --- | --- |', ...lines].join('\n');
}
