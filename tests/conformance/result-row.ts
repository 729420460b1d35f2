/** One line of the table: how one subject fared in one suite. */
export interface ResultRow {
  suite: string;
  /** What was held against the suite. */
  subject: string;
  passed: number;
  total: number;
  /** Names of what did not pass. */
  missed: string[];
}

/** Groups single outcomes into rows, in the order in which they come. */
export function rowsOf(
  outcomes: Iterable<{ suite: string; subject: string; name: string; passed: boolean }>,
): ResultRow[] {
  const rows = new Map<string, ResultRow>();
  for (const { suite, subject, name, passed } of outcomes) {
    const key = `${suite}\n${subject}`;
    let row = rows.get(key);
    if (row === undefined) {
      row = { suite, subject, passed: 0, total: 0, missed: [] };
      rows.set(key, row);
    }
    row.total += 1;
    if (passed) row.passed += 1;
    else row.missed.push(name);
  }
  return [...rows.values()];
}
