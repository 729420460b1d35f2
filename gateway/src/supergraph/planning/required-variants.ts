import {
  Kind,
  visit,
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { ContextSelections } from './context-selections.ts';
import { argumentOf, JOIN_FIELD, subgraphNames } from './join-directives.ts';
import { selectionInVariants, type Requirement } from './selection-in-variants.ts';
import { VariantNames, type RequiredVariant } from './variant-names.ts';

export interface RequiredVariants {
  /** In the name of each variant, and in no other name of the supergraph. */
  prefix: string;
  byName: ReadonlyMap<string, RequiredVariant>;
  /** What of it each field with `@requires` needs, by {@link requirerKey}. */
  requirements: ReadonlyMap<string, Requirement>;
}

export function requirerKey(subgraph: string, type: string, field: string): string {
  return `${subgraph} ${type}.${field}`;
}

type Definition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * The supergraph with a field for each way in which a `@requires` or `@fromContext` asks for a field that
 * takes arguments, and asked for in its place. The planner puts together what it asks for by names: of two
 * fields that differ in arguments only it would fetch one, and take it for both.
 *
 * @param schema of the same supergraph
 * @returns no variants, and the same document, when nothing is asked for so
 */
export function withRequiredVariants(
  supergraph: DocumentNode,
  schema: GraphQLSchema,
): { document: DocumentNode; variants: RequiredVariants | undefined } {
  const names = new VariantNames(supergraph, schema);
  const graphs = subgraphNames(supergraph);
  const contexts = new ContextSelections(supergraph, schema, names);
  const requirements = new Map<string, Requirement>();

  const inVariants = (directive: ConstDirectiveNode, type: string, field: string) => {
    const change = (argument: ConstArgumentNode): ConstArgumentNode => {
      if (argument.name.value === 'contextArguments') return contexts.inVariants(argument);
      if (argument.name.value !== 'requires' || argument.value.kind !== Kind.STRING) {
        return argument;
      }
      const fields = argument.value.value;
      const { text: value, requirement } = selectionInVariants(fields, type, schema, names);
      if (requirement.size === 0) return argument;
      const subgraph = graphs.get(argumentOf(directive, 'graph')) ?? '';
      requirements.set(requirerKey(subgraph, type, field), requirement);
      return { ...argument, value: { kind: Kind.STRING, value } };
    };
    if (directive.name.value !== JOIN_FIELD) return directive;
    return { ...directive, arguments: (directive.arguments ?? []).map(change) };
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
