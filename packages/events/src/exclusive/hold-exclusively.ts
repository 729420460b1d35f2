import type { Logger } from '@tiffin/telemetry';
import pg from 'pg';
import { Backoff } from '../outage/backoff.ts';
import { pause } from '../outage/pause.ts';
import { eventsPolicy } from '../policy.ts';

const TRY_LOCK = 'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held';
const STATEMENT_TIMEOUT_MS = 5_000;
/** A server that is gone without a goodbye is given up after this. */
const ANSWER_TIMEOUT_MS = 8_000;

export interface ExclusiveWork {
  readonly pool: pg.Pool;
  /** What is held, unique in the database. */
  readonly name: string;
  /** Ends the holding. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /**
   * Done while the lock is held, until `signal` aborts: the lock's connection was lost, or the holding ends.
   * `client` is that connection: what it executes is executed under the lock, or not at all.
   */
  readonly work: (client: pg.Client, signal: AbortSignal) => Promise<void>;
}

/**
 * Does `work` in at most one process at a time. The lock is Postgres's, bound to a connection of its own: when the
 * holder dies its connection ends and another process takes over within half a second. Connects for ever.
 */
export async function holdExclusively({
  pool,
  name,
  signal,
  log,
  work,
}: ExclusiveWork): Promise<void> {
  const backoff = new Backoff();
  while (!signal.aborted) {
    const session = openSession(pool, name);
    try {
      await session.client.connect();
      backoff.succeeded();
      if (await waitForLock(session, name, signal))
        await work(session.client, session.signalWith(signal));
    } catch (err) {
      if (!signal.aborted && backoff.failures === 0) {
        log.warn({ err, lock: name }, 'lost the lock session, trying again');
      }
    } finally {
      await session.end();
    }
    if (!signal.aborted) await pause(backoff.nextMs(), signal);
  }
}

async function waitForLock(session: Session, name: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const { rows } = await session.client.query<{ held: boolean }>(TRY_LOCK, [name]);
    if (rows[0]?.held === true) return true;
    await pause(eventsPolicy.takeOverMs, signal);
  }
  return false;
}

interface Session {
  readonly client: pg.Client;
  signalWith(outer: AbortSignal): AbortSignal;
  end(): Promise<void>;
}

function openSession(pool: pg.Pool, name: string): Session {
  const { password, ...options } = pool.options;
  const client = new pg.Client({
    ...options,
    // The pool hides it from spreading.
    ...(password === undefined ? {} : { password }),
    application_name: name,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
  });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  return {
    client,
    signalWith(outer) {
      if (outer.aborted) lost.abort();
      const abort = (): void => lost.abort();
      outer.addEventListener('abort', abort);
      lost.signal.addEventListener('abort', () => outer.removeEventListener('abort', abort));
      return lost.signal;
    },
    async end() {
      lost.abort();
      await client.end().catch(() => undefined);
    },
  };
}
