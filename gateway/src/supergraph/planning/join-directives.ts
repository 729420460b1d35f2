import { visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';

export const JOIN_TYPE = 'join__type';
export const JOIN_FIELD = 'join__field';
const JOIN_GRAPH = 'join__graph';

type Given = string | boolean | undefined;

/** A string, enum value or boolean that a directive is given. */
export function argumentOf(directive: ConstDirectiveNode, argument: string): Given {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value !== undefined && 'value' in value ? value.value : undefined;
}

/** The subgraphs by what stands for them in a supergraph's directives. */
export function subgraphNames(supergraph: DocumentNode): ReadonlyMap<Given, string> {
  const names = new Map<Given, string>();
  visit(supergraph, {
    EnumValueDefinition({ name, directives }) {
      const graph = directives?.find((each) => each.name.value === JOIN_GRAPH);
      if (graph !== undefined) names.set(name.value, String(argumentOf(graph, 'name')));
    },
  });
  return names;
}
