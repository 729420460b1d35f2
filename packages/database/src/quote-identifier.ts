/** An SQL identifier in quotes, for the statements that take no parameters (DDL). */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
