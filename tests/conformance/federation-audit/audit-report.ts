import { AUDIT_TITLE } from '../titles.ts';
import { rowsOf, type ResultRow } from '../result-row.ts';
import type { SuiteOutcome } from './audit-case.ts';
import { caseKey, KNOWN_MISSES } from './known-misses.ts';

/** What a whole run of the audit says. */
export interface AuditReport {
  row: ResultRow;
  /** Suites of which every case passed, and all. */
  suites: { passed: number; total: number };
  /** Each case missed, with the reason where one is known. */
  misses: { key: string; reason: string | undefined }[];
  /** Listed as missed, and passed. */
  stale: string[];
}

export function reportOf(outcomes: readonly SuiteOutcome[]): AuditReport {
  const cases = outcomes.flatMap(({ suite, cases }) =>
    cases.map(({ passed }, index) => ({
      suite: AUDIT_TITLE,
      subject: 'gateway',
      name: caseKey(suite, index),
      passed,
    })),
  );
  const row = rowsOf(cases)[0] ?? {
    suite: AUDIT_TITLE,
    subject: 'gateway',
    passed: 0,
    total: 0,
    missed: [],
  };
  const clean = outcomes.filter(({ cases }) => cases.every(({ passed }) => passed));
  return {
    row,
    suites: { passed: clean.length, total: outcomes.length },
    misses: row.missed.map((key) => ({ key, reason: KNOWN_MISSES[key] })),
    stale: cases.filter(({ name, passed }) => passed && name in KNOWN_MISSES).map((c) => c.name),
  };
}
