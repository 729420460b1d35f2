/**
 * Looks at parked events and lets them go on.
 *
 *     node packages/events/src/dead-letter/command.ts list    <schema> [--consumer c] [--source s] [--subject id] [--json]
 *     node packages/events/src/dead-letter/command.ts replay  <schema> [--consumer c] [--source s] [--subject id]
 *     node packages/events/src/dead-letter/command.ts discard <schema> --consumer c --source s --position n
 *
 * The database is `<SCHEMA>_DATABASE_URL`, else `DATABASE_URL`.
 */
import { parseArgs } from 'node:util';
import { createDatabase } from '@tiffin/database';
import type pg from 'pg';
import { discardDeadLetter, listParkedEvents, replayDeadLetters } from './dead-letters.ts';
import type { DeadLetterFilter } from './statements.ts';

const USAGE =
  'usage: command.ts list|replay|discard <schema> [--consumer c] [--source s] [--subject id] [--position n] [--json]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    consumer: { type: 'string' },
    source: { type: 'string' },
    subject: { type: 'string' },
    position: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

async function list(pool: pg.Pool, schema: string, filter: DeadLetterFilter): Promise<void> {
  const events = await listParkedEvents(pool, schema, filter);
  if (values.json) return void console.log(JSON.stringify(events, null, 2));
  for (const event of events) {
    const state = event.deadAt === null ? 'waits' : `dead since ${event.deadAt.toISOString()}`;
    console.log(
      `${event.consumer} ← ${event.source} ${event.position}  ${event.type}  ${event.subject}  ${state}  ` +
        `tries ${event.attempts}  ${event.lastError ?? ''}`.trimEnd(),
    );
  }
  const dead = events.filter((event) => event.deadAt !== null).length;
  console.log(`${events.length} parked, ${dead} of them dead`);
}

async function discard(pool: pg.Pool, schema: string): Promise<void> {
  const { consumer, source, position } = values;
  if (consumer === undefined || source === undefined || position === undefined)
    throw new Error(USAGE);
  const letter = { consumer, source, position: Number(position) };
  const found = await discardDeadLetter(pool, schema, letter);
  if (!found) throw new Error('there is no such dead letter');
  console.log('discarded 1 dead letter');
}

async function main(): Promise<void> {
  const [action, schema] = positionals;
  if (schema === undefined) throw new Error(USAGE);
  const url = process.env[`${schema.toUpperCase()}_DATABASE_URL`] ?? process.env['DATABASE_URL'];
  if (url === undefined) throw new Error('set DATABASE_URL');
  const database = createDatabase({
    url,
    schema,
    applicationName: 'tiffin-dead-letters',
    poolSize: 1,
  });
  const filter: DeadLetterFilter = {
    ...(values.consumer === undefined ? {} : { consumer: values.consumer }),
    ...(values.source === undefined ? {} : { source: values.source }),
    ...(values.subject === undefined ? {} : { subject: values.subject }),
  };
  try {
    if (action === 'list') await list(database.pool, schema, filter);
    else if (action === 'replay') {
      const count = await replayDeadLetters(database.pool, schema, filter);
      console.log(`replaying ${count} dead letters`);
    } else if (action === 'discard') await discard(database.pool, schema);
    else throw new Error(USAGE);
  } finally {
    await database.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
