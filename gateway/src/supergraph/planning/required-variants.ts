import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionSetNode,
  type StringValueNode,
} from 'graphql';
import { argumentOf, JOIN_FIELD, subgraphNames } from './join-directives.ts';
import { VariantNames, type RequiredVariant } from './variant-names.ts';

/** By place below an entity: the variants of one field that are required there, as one text. */
export type Requirement = ReadonlyMap<string, string>;

export interface RequiredVariants {
  /** In the name of each variant, and in no other name of the supergraph. */
  prefix: string;
  byName: ReadonlyMap<string, RequiredVariant>;
  /** What of it each field requires, by {@link requirerKey}. */
  requirements: ReadonlyMap<string, Requirement>;
}

/** Where a field stands below an entity. */
export function placeOf(field: string, above: string): string {
  return above === '' ? field : `${above}.${field}`;
}

export function requirerKey(subgraph: string, type: string, field: string): string {
  return `${subgraph} ${type}.${field}`;
}

type Definition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * The supergraph with a field for each way in which a `@requires` asks for a field that takes arguments,
 * required in its place. The planner puts together what it asks for by names: of two requirements that
 * differ in arguments only it would fetch one, and give it to both.
 *
 * @param schema of the same supergraph
 * @returns no variants, and the same document, when nothing is required so
 */
export function withRequiredVariants(
  supergraph: DocumentNode,
  schema: GraphQLSchema,
): { document: DocumentNode; variants: RequiredVariants | undefined } {
  const names = new VariantNames(supergraph, schema);
  const graphs = subgraphNames(supergraph);
  const requirements = new Map<string, Requirement>();

  const inVariants = (
    directive: ConstDirectiveNode,
    type: string,
    field: string,
  ): ConstDirectiveNode => {
    const requires = argumentOf(directive, 'requires');
    if (directive.name.value !== JOIN_FIELD || typeof requires !== 'string') return directive;
    const { selection, requirement } = expressed(requires, type, schema, names);
    if (requirement.size === 0) return directive;
    const subgraph = graphs.get(argumentOf(directive, 'graph')) ?? '';
    requirements.set(requirerKey(subgraph, type, field), requirement);
    const text = stripIgnoredCharacters(print(selection)).slice(1, -1);
    const value: StringValueNode = { kind: Kind.STRING, value: text };
    const given = (directive.arguments ?? []).map((each) =>
      each.name.value === 'requires' ? { ...each, value } : each,
    );
    return { ...directive, arguments: given };
  };

  const requiring = onFields(supergraph, (type, field) => {
    const directives = (field.directives ?? []).map((directive) =>
      inVariants(directive, type.name.value, field.name.value),
    );
    return [{ ...field, directives }];
  });
  const { prefix, byName } = names;
  if (byName.size === 0) return { document: supergraph, variants: undefined };
  const document = onFields(requiring, (type, field) => [
    field,
    ...names.of(type.name.value, field.name.value).map((name) => variantOf(field, name)),
  ]);
  return { document, variants: { prefix, byName, requirements } };
}

function onFields(
  document: DocumentNode,
  change: (type: Definition, field: FieldDefinitionNode) => FieldDefinitionNode[],
): DocumentNode {
  const onType = (type: Definition): Definition => ({
    ...type,
    fields: (type.fields ?? []).flatMap((field) => change(type, field)),
  });
  return visit(document, { ObjectTypeDefinition: onType, InterfaceTypeDefinition: onType });
}

/** The same field, wherever it is: only the planner ever sees it. */
function variantOf(field: FieldDefinitionNode, name: string): FieldDefinitionNode {
  return { ...field, name: { kind: Kind.NAME, value: name }, arguments: [] };
}

/** A set of required fields, those with arguments by the names of their variants. */
function expressed(
  requires: string,
  type: string,
  schema: GraphQLSchema,
  names: VariantNames,
): { selection: SelectionSetNode; requirement: Requirement } {
  const requirement = new Map<string, string>();
  const info = new TypeInfo(schema, schema.getType(type));
  const places = [''];
  const selection = visit(
    selectionSetOf(requires),
    visitWithTypeInfo(info, {
      Field: {
        enter: (node) => void places.push(placeOf(node.name.value, places.at(-1) ?? '')),
        leave(node) {
          const place = places.pop() ?? '';
          const parent = info.getParentType();
          if (!parent || !info.getFieldDef()?.args.length) return undefined;
          const value = names.nameFor(node, parent);
          const others = requirement.get(place)?.split(' ') ?? [];
          requirement.set(place, [...new Set([...others, value])].toSorted().join(' '));
          return { ...node, name: { kind: Kind.NAME, value }, arguments: [] };
        },
      },
    }),
  );
  return { selection, requirement };
}

function selectionSetOf(fields: string): SelectionSetNode {
  const [definition] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('not a set of fields');
  return definition.selectionSet;
}
