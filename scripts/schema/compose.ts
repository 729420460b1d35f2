import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OPERATIONS_FOLDER, schemaArtefacts } from './artefacts.ts';
import { ROOT } from './subgraph-schemas.ts';

const artefacts = schemaArtefacts();
mkdirSync(path.join(ROOT, OPERATIONS_FOLDER), { recursive: true });
for (const file of globSync(`${OPERATIONS_FOLDER}/*.graphql`, { cwd: ROOT })) {
  if (!artefacts.has(file)) rmSync(path.join(ROOT, file));
}
for (const [file, text] of artefacts) writeFileSync(path.join(ROOT, file), text);
console.log(`wrote ${artefacts.size} files in schema/`);
