import { API_SCHEMA, schemaArtefacts } from './artefacts.ts';
import { committedBaseline, unannouncedBreakingChanges } from './breaking-changes.ts';
import { drift } from './drift.ts';
import { invalidOperations } from './invalid-operations.ts';
import { registeredOperations } from './registered-operations.ts';
import { SUBGRAPHS, subgraphSchema } from './subgraph-schemas.ts';
import { undescribed } from './undescribed.ts';

const artefacts = schemaArtefacts();
const api = artefacts.get(API_SCHEMA) as string;
const operations = registeredOperations();
const baseline = committedBaseline(api);

const found = [
  ...drift(artefacts),
  ...(baseline ? unannouncedBreakingChanges(api, baseline) : []),
  ...invalidOperations(api, operations),
  ...undescribed(api).map((coordinate) => `${coordinate} has no description`),
  ...SUBGRAPHS.flatMap((name) =>
    undescribed(subgraphSchema(name)).map((c) => `${name}: ${c} has no description`),
  ),
];

if (found.length > 0) {
  console.error(`schema check failed:\n${found.map((line) => `- ${line}`).join('\n')}`);
  process.exit(1);
}
const compared = baseline ? `compared with ${baseline.name}` : 'nothing to compare with yet';
console.log(
  `schema ok: ${SUBGRAPHS.length} subgraphs compose, no drift, no unannounced breaking change (${compared}), ${operations.size} registered operations valid, everything described`,
);
