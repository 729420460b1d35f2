/** A table in plain text: the first column to the left, all others to the right. */
export function renderTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map((title, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, index) => {
        const cell = cells[index] ?? '';
        return index === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return [line(columns), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join(
    '\n',
  );
}

const UNKNOWN = '–';

/** With as many places as tell something: 3 digits of a small number, no fraction of a large one. */
export function figure(value: number | undefined): string {
  if (value === undefined) return UNKNOWN;
  const digits = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.max(0, Math.min(3, 2 - digits)));
}

/** `3.45×` */
export function times(value: number | undefined): string {
  return value === undefined ? UNKNOWN : `${figure(value)}×`;
}
