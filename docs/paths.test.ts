import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = path.resolve(import.meta.dirname, '..');
const PAGES = globSync(
  ['README.md', 'CONTRIBUTING.md', 'docs/**/*.md', '*/README.md', '*/*/README.md'],
  {
    cwd: ROOT,
    exclude: (name) => name.includes('node_modules'),
  },
);

/** Links to files, from the page's folder, and files named in backticks, from the root or the page's folder. */
function pathsIn(page: string): string[] {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target]) =>
    path.join(path.dirname(page), target!),
  );
  const roots = 'gateway|subgraphs|packages|clients|prisma|schema|tests|scripts|deploy|docs';
  const named = [...text.matchAll(new RegExp(`\`((?:${roots})/[\\w./-]+\\.\\w+)\``, 'g'))];
  return [...links, ...named.map(([, target]) => target!)];
}

describe('the documentation names files that exist', () => {
  test.each(PAGES)('%s', (page) => {
    const here = path.dirname(page);
    const missing = pathsIn(page).filter(
      (target) => ![target, path.join(here, target)].some((p) => existsSync(path.join(ROOT, p))),
    );
    expect(missing).toEqual([]);
  });
});
