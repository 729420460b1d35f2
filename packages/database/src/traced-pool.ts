import { currentContext, inSpan, isTracing } from '@tiffin/telemetry';
import type pg from 'pg';

type Query = (...given: unknown[]) => unknown;

/**
 * Records each statement as a step of the work it is for, under the name it is prepared by; never its
 * values. Work of its own, such as polling, is not recorded. Without tracing the pool stays as it is.
 */
export function tracePool(pool: pg.Pool, schema: string): void {
  if (!isTracing()) return;
  const traced = (query: Query): Query => {
    return (...given) => {
      // With a callback it is the pool that asks, on behalf of a query that is recorded already.
      const isOfPool = typeof given.at(-1) === 'function';
      if (isOfPool || currentContext() === undefined) return query(...given);
      const name = nameOf(given[0]);
      const attributes = {
        'db.system.name': 'postgresql',
        'db.namespace': schema,
        'db.query.summary': name,
      };
      return inSpan(name, { kind: 'client', attributes }, async () => query(...given));
    };
  };
  pool.query = traced(pool.query.bind(pool) as Query) as pg.Pool['query'];
  pool.on('connect', (client) => {
    client.query = traced(client.query.bind(client) as Query) as pg.PoolClient['query'];
  });
}

const FIRST_WORD = /^\s*(\w+)/;

function nameOf(statement: unknown): string {
  const { name, text } = (typeof statement === 'string' ? { text: statement } : statement) as {
    name?: unknown;
    text?: unknown;
  };
  if (typeof name === 'string' && name !== '') return name;
  return FIRST_WORD.exec(String(text))?.[1]?.toUpperCase() ?? 'SQL';
}
