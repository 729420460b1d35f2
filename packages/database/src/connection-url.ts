/** The same server and database, in another PostgreSQL schema; without one, as node-postgres takes it. */
export function withSchema(url: string, schema: string | undefined): string {
  const parsed = new URL(url);
  if (schema === undefined) parsed.searchParams.delete('schema');
  else parsed.searchParams.set('schema', schema);
  return parsed.toString();
}

/** The same server and login, in another database. */
export function withDatabase(url: string, database: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.toString();
}
