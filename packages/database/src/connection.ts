import pg from 'pg';

import { withSchema } from './connection-url.ts';

/** One connection for a short piece of work, closed whatever happens. */
export async function withConnection<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: withSchema(url, undefined) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
