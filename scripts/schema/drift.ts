import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { OPERATIONS_FOLDER } from './artefacts.ts';
import { ROOT } from './subgraph-schemas.ts';

/** Files of the schema folder that differ from a fresh composition, with what is wrong. */
export function drift(artefacts: ReadonlyMap<string, string>): string[] {
  const remedy = 'run `npm run schema:compose` and commit the result';
  const found: string[] = [];
  for (const [file, text] of artefacts) {
    const place = path.join(ROOT, file);
    if (!existsSync(place)) found.push(`${file} is missing: ${remedy}`);
    else if (readFileSync(place, 'utf8') !== text) found.push(`${file} is stale: ${remedy}`);
  }
  for (const file of globSync(`${OPERATIONS_FOLDER}/*.graphql`, { cwd: ROOT })) {
    if (!artefacts.has(file)) found.push(`${file} belongs to no client: ${remedy}`);
  }
  return found;
}
