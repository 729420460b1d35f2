import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { composeSupergraph } from './composition.ts';
import { ROOT } from './subgraph-schemas.ts';

const { supergraph, api } = composeSupergraph();
mkdirSync(path.join(ROOT, 'schema'), { recursive: true });
writeFileSync(path.join(ROOT, 'schema/supergraph.graphql'), supergraph);
writeFileSync(path.join(ROOT, 'schema/api.graphql'), api);
console.log('wrote schema/supergraph.graphql and schema/api.graphql');
