import { isDeepStrictEqual } from 'node:util';
import type { AuditCase, CaseOutcome } from './audit-case.ts';

/** The audit's own time for one answer. */
const ANSWER_TIMEOUT_MS = 10_000;

/**
 * Asks the gateway, and compares as the audit's own runner does: the data must be equal; whether there
 * are errors counts only where the case says so, and their texts never.
 */
export async function runCase(url: string, { query, expected }: AuditCase): Promise<CaseOutcome> {
  const received = await ask(url, query);
  const passed =
    isDeepStrictEqual(received.data, expected.data ?? null) &&
    (expected.errors === undefined || hasErrors(received.errors) === expected.errors);
  return { passed, query, expected, received };
}

async function ask(url: string, query: string): Promise<CaseOutcome['received']> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
    return { data: data ?? null, errors };
  } catch (error) {
    return { data: null, errors: [{ message: `no answer: ${String(error)}` }] };
  }
}

function hasErrors(errors: unknown): boolean {
  return Array.isArray(errors) && errors.length > 0;
}
