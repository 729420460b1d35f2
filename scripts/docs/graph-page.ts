import { parse, type ObjectTypeDefinitionNode } from 'graphql';
import { SUBGRAPHS, subgraphSchema, type SubgraphName } from '../schema/subgraph-schemas.ts';

/** What a subgraph says of an entity. */
interface EntityPart {
  subgraph: SubgraphName;
  entity: string;
  /** Fields besides the key, sorted as in the schema. */
  fields: string[];
  /** Whether the subgraph only names the entity and owns nothing of it. */
  isStub: boolean;
}

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** The page `docs/graph.md`: who owns which entity and who adds what to it. */
export function graphPage(): string {
  const parts = SUBGRAPHS.flatMap(entityParts);
  return [
    '# The graph',
    '',
    '<!-- Written by `npm run docs`; do not edit. -->',
    '',
    'Which subgraph owns an entity, and which fields others add to it. Solid: owns. Dashed: adds.',
    '',
    '```mermaid',
    'flowchart LR',
    ...SUBGRAPHS.map((name) => `  ${name}([${name}])`),
    ...[...new Set(parts.map(({ entity }) => entity))].map((entity) => `  ${entity}[${entity}]`),
    ...parts.filter((part) => !part.isStub).map((part) => arrow(part, parts)),
    '```',
    '',
    '| entity | subgraph | fields |',
    '| --- | --- | --- |',
    ...parts
      .filter((part) => !part.isStub)
      .toSorted((a, b) => a.entity.localeCompare(b.entity))
      .map(({ entity, subgraph, fields }) => {
        return `| ${entity} | ${subgraph} | ${fields.map((field) => `\`${field}\``).join(' ')} |`;
      }),
    '',
    '## Root fields',
    '',
    '| subgraph | queries | mutations | subscriptions |',
    '| --- | --- | --- | --- |',
    ...SUBGRAPHS.map(
      (name) => `| ${name} | ${ROOTS.map((root) => rootFields(name, root)).join(' | ')} |`,
    ),
    '',
  ].join('\n');
}

function arrow({ subgraph, entity, fields }: EntityPart, parts: readonly EntityPart[]): string {
  return owner(entity, parts) === subgraph
    ? `  ${subgraph} --> ${entity}`
    : `  ${subgraph} -. ${fields.join(', ')} .-> ${entity}`;
}

/** The subgraph that says most of an entity owns it. */
function owner(entity: string, parts: readonly EntityPart[]): SubgraphName | undefined {
  return parts
    .filter((part) => part.entity === entity)
    .toSorted((a, b) => b.fields.length - a.fields.length)[0]?.subgraph;
}

function entityParts(subgraph: SubgraphName): EntityPart[] {
  return objectTypes(subgraph)
    .filter((type) => type.directives?.some(({ name }) => name.value === 'key'))
    .map((type) => {
      const names = (type.fields ?? []).map(({ name }) => name.value);
      const fields = names.filter((name) => name !== 'id');
      return { subgraph, entity: type.name.value, fields, isStub: fields.length === 0 };
    });
}

function rootFields(subgraph: SubgraphName, root: string): string {
  const type = objectTypes(subgraph).find(({ name }) => name.value === root);
  const open = (type?.fields ?? []).filter(
    ({ directives }) => !directives?.some(({ name }) => name.value === 'inaccessible'),
  );
  return open.map(({ name }) => `\`${name.value}\``).join(' ') || '–';
}

function objectTypes(subgraph: SubgraphName): ObjectTypeDefinitionNode[] {
  return parse(subgraphSchema(subgraph)).definitions.filter(
    (definition) => definition.kind === 'ObjectTypeDefinition',
  );
}
