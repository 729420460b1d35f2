import { spawn } from 'node:child_process';
import { runClosedLoop } from '../load/closed-loop.ts';
import { readProcessFigures } from '../measuring/process-figures.ts';
import { startJsonProcess } from '../measuring/json-process.ts';
import { join } from 'node:path';
const load: any = await startJsonProcess(
  'load',
  join(import.meta.dirname, '../load/load-main.ts'),
  '/tmp/perf',
);
const p = spawn(process.execPath, [process.env['ENTRY'] ?? '/tmp/perf/bare.mjs'], {
  stdio: 'inherit',
});
await new Promise((r) => setTimeout(r, 800));
const tokens = Array.from({ length: 509 }, (_, i) => 'Bearer ' + 'x'.repeat(400) + i);
const order = {
  url: 'http://127.0.0.1:4555/graphql',
  bodies: [JSON.stringify({ query: 'query F { __typename }' })],
  authorizations: tokens,
  connections: 32,
  durationMs: 1500,
};
await load.tell(order);
for (let i = 0; i < 2; i++) {
  const a = readProcessFigures(p.pid!);
  const r = await load.tell(order);
  const b = readProcessFigures(p.pid!);
  console.log(
    'bare',
    ((b.cpuMs - a.cpuMs) / r.answers).toFixed(4),
    'ms/req',
    (r.answers / 1.5).toFixed(0),
    '/s',
  );
}
p.kill();
await load.process.stop();
process.exit(0);
