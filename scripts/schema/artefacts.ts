import { composeSupergraph } from './composition.ts';
import { registeredOperations } from './registered-operations.ts';

/** Folder of everything that composition writes. */
export const SCHEMA_FOLDER = 'schema';
export const OPERATIONS_FOLDER = `${SCHEMA_FOLDER}/operations`;
export const API_SCHEMA = `${SCHEMA_FOLDER}/api.graphql`;

/** Every generated file of the schema folder with its text, by path from the root. */
export function schemaArtefacts(): Map<string, string> {
  const { supergraph, api, partner } = composeSupergraph();
  const artefacts = new Map([
    [`${SCHEMA_FOLDER}/supergraph.graphql`, supergraph],
    [API_SCHEMA, api],
    [`${SCHEMA_FOLDER}/partner.graphql`, partner],
  ]);
  for (const [name, text] of registeredOperations()) {
    artefacts.set(`${OPERATIONS_FOLDER}/${name}.graphql`, text);
  }
  return artefacts;
}
