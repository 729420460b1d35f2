// Prints docs/order-lifecycle.md from the transition table of orders.
//   node scripts/docs/print-order-lifecycle.ts           writes the page
//   node scripts/docs/print-order-lifecycle.ts --check   exits with 1 when the page differs from the table
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';

import { lifecyclePage } from '../../subgraphs/orders/src/lifecycle/lifecycle-page.ts';

const PATH = fileURLToPath(new URL('../../docs/order-lifecycle.md', import.meta.url));

const page = await format(lifecyclePage(), { ...(await resolveConfig(PATH)), parser: 'markdown' });
if (process.argv.includes('--check')) {
  const present = await readFile(PATH, 'utf8').catch(() => '');
  if (present !== page) {
    console.error('docs/order-lifecycle.md differs from the transition table: run');
    console.error('  node scripts/docs/print-order-lifecycle.ts');
    process.exitCode = 1;
  }
} else {
  await writeFile(PATH, page);
}
