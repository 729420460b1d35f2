// Prints docs/graph.md from the subgraphs' schemas.
//   node scripts/docs/print-graph.ts           writes the page
//   node scripts/docs/print-graph.ts --check   exits with 1 when the page differs from the schemas
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROOT } from '../schema/subgraph-schemas.ts';
import { graphPage } from './graph-page.ts';

const PATH = path.join(ROOT, 'docs/graph.md');

const page = await format(graphPage(), { ...(await resolveConfig(PATH)), parser: 'markdown' });
if (!process.argv.includes('--check')) {
  await writeFile(PATH, page);
} else if ((await readFile(PATH, 'utf8').catch(() => '')) !== page) {
  console.error('docs/graph.md differs from the schemas: run `npm run docs` and commit the result');
  process.exitCode = 1;
}
