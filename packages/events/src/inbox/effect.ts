import type pg from 'pg';

/** What became of an effect: committed, or undone because it failed. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

/**
 * Runs `prepare` and `effect` in one transaction. An error of `effect` is returned when the transaction could be rolled
 * back, because then the event is to blame. Everything else is thrown: no connection, a failure of `prepare`, a
 * commit whose outcome is unknown. The checkpoint tells afterwards what happened.
 */
export async function tryEffect(
  pool: pg.Pool,
  prepare: (client: pg.PoolClient) => Promise<void>,
  effect: (client: pg.PoolClient) => Promise<void>,
  timeoutMs: number,
): Promise<Outcome> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onBroken = (error: Error): void => {
    broken = error;
  };
  client.on('error', onBroken);
  try {
    await client.query('BEGIN');
    await prepare(client);
    try {
      await inTime(effect(client), timeoutMs);
    } catch (error) {
      if (error instanceof EffectTimeoutError) broken = error;
      else await client.query('ROLLBACK');
      return { ok: false, error };
    }
    return await commit(client);
  } catch (error) {
    // In an unknown state: closed, never handed to the next caller.
    broken ??= error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off('error', onBroken);
    client.release(broken);
  }
}

/** The handler did not end in time. Its connection is closed, which undoes what it did. */
class EffectTimeoutError extends Error {
  override readonly name = 'EffectTimeoutError';
}

async function inTime(effect: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    const error = new EffectTimeoutError(`the handler took longer than ${timeoutMs} ms`);
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    await Promise.race([effect, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** A deferred constraint refuses at the commit: that, too, is the effect's failure. */
async function commit(client: pg.PoolClient): Promise<Outcome> {
  try {
    const { command } = await client.query('COMMIT');
    // A handler that swallowed the error of a statement left a transaction that can only be rolled back.
    if (command === 'ROLLBACK')
      return { ok: false, error: new Error('the transaction was aborted') };
    return { ok: true };
  } catch (error) {
    if (isRefusal(error)) return { ok: false, error };
    throw error;
  }
}

/** SQLSTATE classes 23 (constraint), 40 (serialization), P0 (raised) come from a server that has rolled back. */
function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^(23|40|P0)/.test(code);
}
