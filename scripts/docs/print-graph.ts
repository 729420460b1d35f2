import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../schema/subgraph-schemas.ts';
import { graphPage } from './graph-page.ts';

/** Writes `docs/graph.md`; with `--check` it fails when the page is not up to date. */
const page = path.join(ROOT, 'docs/graph.md');
if (!process.argv.includes('--check')) {
  writeFileSync(page, graphPage());
} else if (readFileSync(page, 'utf8') !== graphPage()) {
  console.error('docs/graph.md is stale: run `npm run docs` and commit the result');
  process.exit(1);
}
