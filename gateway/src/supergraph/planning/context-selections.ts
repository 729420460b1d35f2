import {
  Kind,
  visit,
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type ConstObjectValueNode,
  type ConstValueNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { argumentOf } from './join-directives.ts';
import { selectionInVariants } from './selection-in-variants.ts';
import type { VariantNames } from './variant-names.ts';

/** What `@fromContext` takes from the surroundings of an entity, on the types that are its context. */
export class ContextSelections {
  readonly #schema: GraphQLSchema;
  readonly #names: VariantNames;
  /** The types by the name of the context. */
  readonly #types = new Map<unknown, string[]>();

  constructor(supergraph: DocumentNode, schema: GraphQLSchema, names: VariantNames) {
    this.#schema = schema;
    this.#names = names;
    const collect = (node: {
      name: { value: string };
      directives?: readonly ConstDirectiveNode[] | undefined;
    }): void => {
      for (const directive of node.directives?.filter(isContext) ?? []) {
        const context = argumentOf(directive, 'name');
        this.#types.set(context, [...(this.#types.get(context) ?? []), node.name.value]);
      }
    };
    visit(supergraph, {
      ObjectTypeDefinition: collect,
      InterfaceTypeDefinition: collect,
      UnionTypeDefinition: collect,
    });
  }

  /** The argument of `join__field` that lists them, in variants. */
  inVariants(contextArguments: ConstArgumentNode): ConstArgumentNode {
    const { value } = contextArguments;
    if (value.kind !== Kind.LIST) return contextArguments;
    const values = value.values.map((each) =>
      each.kind === Kind.OBJECT ? this.#entryInVariants(each) : each,
    );
    return { ...contextArguments, value: { ...value, values } };
  }

  #entryInVariants(entry: ConstObjectValueNode): ConstValueNode {
    const selection = textOf(entry, 'selection');
    const types = this.#types.get(textOf(entry, 'context')) ?? [];
    if (selection === undefined) return entry;
    const texts = types.map(
      (type) => selectionInVariants(selection, type, this.#schema, this.#names).text,
    );
    const [value] = texts;
    // A field that takes arguments on some of the types only stays as it is: one text is for all.
    if (value === undefined || new Set(texts).size > 1) return entry;
    const fields = entry.fields.map((field) =>
      field.name.value === 'selection'
        ? { ...field, value: { kind: Kind.STRING as const, value } }
        : field,
    );
    return { ...entry, fields };
  }
}

/** By its own name, or as a supergraph calls it that has another of that name. */
function isContext({ name }: ConstDirectiveNode): boolean {
  return name.value === 'context' || name.value.endsWith('__context');
}

function textOf(entry: ConstObjectValueNode, name: string): string | undefined {
  const value = entry.fields.find((field) => field.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
