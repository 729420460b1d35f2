import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { concatAST, parse, print, separateOperations } from 'graphql';
import { ROOT } from './subgraph-schemas.ts';

/** Where our own clients keep their operations. */
const CLIENT_DOCUMENTS = 'clients/*/src/operations/**/*.graphql';

/**
 * Every operation of our own clients, by name, each with the fragments it needs.
 * Throws when two operations share a name.
 */
export function registeredOperations(): Map<string, string> {
  const files = globSync(CLIENT_DOCUMENTS, { cwd: ROOT }).sort();
  const documents = files.map((file) => parse(readFileSync(path.join(ROOT, file), 'utf8')));
  const names = documents.flatMap(({ definitions }) =>
    definitions.flatMap((d) => (d.kind === 'OperationDefinition' ? [d.name?.value ?? ''] : [])),
  );
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new Error(`two client operations are named "${repeated}"`);
  const separate = separateOperations(concatAST(documents));
  return new Map(
    Object.entries(separate)
      .map(([name, document]): [string, string] => [name, `${print(document)}\n`])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
