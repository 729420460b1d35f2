import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { concatAST, parse, print, separateOperations } from 'graphql';
import { ROOT } from './subgraph-schemas.ts';

/** Where our own clients keep their operations. */
const CLIENT_DOCUMENTS = 'clients/*/src/operations/**/*.graphql';
/** Pages without a build step keep theirs in a module that exports their texts. */
const PAGE_OPERATIONS = 'clients/*/public/operations.js';

const pageOperations = await Promise.all(
  globSync(PAGE_OPERATIONS, { cwd: ROOT })
    .sort()
    .map(async (file) => {
      const url = pathToFileURL(path.join(ROOT, file)).href;
      return Object.values((await import(url)) as Record<string, string>);
    }),
);

/**
 * Every operation of our own clients, by name, each with the fragments it needs.
 * Throws when two operations share a name.
 */
export function registeredOperations(): Map<string, string> {
  const files = globSync(CLIENT_DOCUMENTS, { cwd: ROOT }).sort();
  const texts = files.map((file) => readFileSync(path.join(ROOT, file), 'utf8'));
  const documents = [...texts, ...pageOperations.flat()].map((text) => parse(text));
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
