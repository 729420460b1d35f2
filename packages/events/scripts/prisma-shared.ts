/**
 * Puts the shared models (events, timers, idempotency keys) into every subgraph's Prisma schema, which cannot include files of another
 * folder.
 *
 *     node packages/events/scripts/prisma-shared.ts           writes the copies
 *     node packages/events/scripts/prisma-shared.ts --check   exits 1 and names each copy that differs
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const MODELS = [
  'packages/events/prisma/events.prisma',
  'packages/timers/prisma/timers.prisma',
  'packages/commands/prisma/idempotency.prisma',
];

function copies(): { path: string; text: string }[] {
  const subgraphs = readdirSync(join(ROOT, 'prisma'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => existsSync(join(ROOT, 'prisma', name, 'schema')));
  return MODELS.flatMap((model) => {
    const text = `// Generated from ${model} by packages/events/scripts/prisma-shared.ts. Do not edit.\n\n`;
    const body = readFileSync(join(ROOT, model), 'utf8');
    return subgraphs.map((subgraph) => ({
      path: join('prisma', subgraph, 'schema', basename(model)),
      text: text + body,
    }));
  });
}

function current(path: string): string | undefined {
  const file = join(ROOT, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

const stale = copies().filter(({ path, text }) => current(path) !== text);
if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`${path} differs from its original`);
  if (stale.length > 0) {
    console.error('remedy: node packages/events/scripts/prisma-shared.ts');
    process.exitCode = 1;
  }
} else {
  for (const { path, text } of stale) {
    writeFileSync(join(ROOT, path), text);
    console.log(`wrote ${path}`);
  }
}
