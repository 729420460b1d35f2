import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isTypeOf } from '../plan/type-conditions.ts';
import type { Variables } from '../plan/plan-run.ts';

/** A selection set together with the type it was written for. */
export interface TypedSelections {
  set: SelectionSetNode;
  /** Name of the type; fields are looked up there. */
  type: string;
}

/** The name under which a field was asked for at the subgraphs, where it is not the client's. */
export type FieldSources = (field: FieldNode) => string | undefined;

/** All that a document asks under one response name of one object. */
export interface ShapedField {
  key: string;
  /** The name under which the subgraphs were asked for it. */
  source: string;
  nodes: FieldNode[];
  /** The type that stands for the object in messages: its own, or that of the fragment around. */
  parent: string;
  /**
   * Of the type for which the field was (first) written: an interface's field can be nullable where
   * the object's is not. Undefined for `__typename`, `__schema` and `__type`.
   */
  definition: GraphQLField<unknown, unknown> | undefined;
  below: TypedSelections[];
}

/**
 * What an operation asks for, object by object, under one set of values of the variables that
 * `@skip` and `@include` name. Fields come in the order in which the document first names them.
 */
export class ResponseShape {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly document: DocumentNode;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #conditions: Variables;
  readonly #sources: FieldSources;

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    conditions: Variables,
    sources: FieldSources,
  ) {
    this.schema = schema;
    this.document = document;
    this.operation = operation;
    this.#conditions = conditions;
    this.#sources = sources;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        this.#fragments.set(definition.name.value, definition);
      }
    }
  }

  /**
   * The fields of an object.
   * @param typename as the object itself tells it; without it fragments are judged by the types
   *   they stand in
   */
  fieldsOf(selections: readonly TypedSelections[], typename: string | undefined): ShapedField[] {
    const fields = new Map<string, ShapedField>();
    for (const { set, type } of selections) {
      this.#collect(set, type, typename ?? type, typename, fields);
    }
    return [...fields.values()];
  }

  #collect(
    set: SelectionSetNode,
    writtenFor: string,
    parent: string,
    typename: string | undefined,
    fields: Map<string, ShapedField>,
  ): void {
    for (const selection of set.selections) {
      if (!this.#isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        this.#add(selection, writtenFor, parent, fields);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : this.#fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      const condition = fragment.typeCondition?.name.value;
      if (condition === undefined) {
        this.#collect(fragment.selectionSet, writtenFor, parent, typename, fields);
      } else if (isTypeOf(this.schema, condition, typename ?? parent)) {
        this.#collect(fragment.selectionSet, condition, condition, typename, fields);
      }
    }
  }

  #add(
    node: FieldNode,
    writtenFor: string,
    parent: string,
    fields: Map<string, ShapedField>,
  ): void {
    const key = node.alias?.value ?? node.name.value;
    const own = fieldOf(this.schema.getType(writtenFor), node.name.value);
    let field = fields.get(key);
    if (field === undefined) {
      const source = this.#sources(node) ?? key;
      field = { key, source, nodes: [], parent, definition: own, below: [] };
      fields.set(key, field);
    }
    field.nodes.push(node);
    if (node.selectionSet !== undefined && own !== undefined) {
      field.below.push({ set: node.selectionSet, type: namedTypeOf(own) });
    }
  }

  #isIncluded({ directives }: SelectionNode): boolean {
    if (directives === undefined || directives.length === 0) return true;
    return directives.every(({ name, arguments: given }) => {
      if (name.value !== 'skip' && name.value !== 'include') return true;
      const value = given?.[0]?.value;
      const isOn =
        value?.kind === Kind.VARIABLE
          ? this.#conditions[value.name.value] === true
          : value?.kind === Kind.BOOLEAN && value.value;
      return isOn === (name.value === 'include');
    });
  }
}

function fieldOf(
  type: GraphQLNamedType | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function namedTypeOf({ type }: GraphQLField<unknown, unknown>): string {
  return getNamedType(type).name;
}
