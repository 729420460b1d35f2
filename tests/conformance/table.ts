import type { ResultRow } from './result-row.ts';

/** The rows as a table of Markdown, which a terminal shows well enough too. */
export function tableOf(rows: readonly ResultRow[]): string {
  const cells = [
    ['suite', 'subject', 'passed', 'of'],
    ...rows.map(({ suite, subject, passed, total }) => [
      suite,
      subject,
      String(passed),
      String(total),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  const rule = widths.map((width, column) => `${'-'.repeat(width - 1)}${column > 1 ? ':' : '-'}`);
  return [line(head), line(rule), ...body.map(line)].join('\n');
}

/** Names to the left, numbers to the right. */
function pad(cell: string, width: number, column: number): string {
  return column > 1 ? cell.padStart(width) : cell.padEnd(width);
}
