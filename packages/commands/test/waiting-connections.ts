import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const LIMIT_MS = 5_000;

/** Resolves once `count` of this role's connections to the database wait for a lock. */
export async function waitUntilBlocked(url: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const deadline = Date.now() + LIMIT_MS;
    while (Date.now() < deadline) {
      const { rows } = await client.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if ((rows[0]?.waiting ?? 0) >= count) return;
      await pause(5);
    }
    throw new Error(`no ${count} connections came to wait within ${LIMIT_MS} ms`);
  } finally {
    await client.end();
  }
}
