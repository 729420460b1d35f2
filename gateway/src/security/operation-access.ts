import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { AccessRule } from './access-rule.ts';
import type { AccessRules } from './access-rules.ts';

/**
 * Every access rule that an operation meets, each once.
 *
 * A field asked of an interface is asked of every object that can stand there (those that the
 * enclosing fragments leave), so a rule on an implementing type cannot be walked round through the
 * interface. `@skip` and `@include` do not matter: what is written must be allowed. Only
 * `__typename` is free.
 *
 * The document must have passed validation, which also rules out fragments in a circle.
 */
export function rulesMetBy(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  rules: AccessRules,
): AccessRule[] {
  if (rules.size === 0) return [];
  const root = schema.getRootType(operation.operation);
  if (!root) return [];
  const walk = new AccessWalk(document, schema, rules);
  walk.meetType(root.name);
  walk.enter(operation.selectionSet, root, [root.name]);
  return [...walk.met];
}

class AccessWalk {
  readonly met = new Set<AccessRule>();
  readonly #schema: GraphQLSchema;
  readonly #rules: AccessRules;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  /** Fragments already walked for the same runtime types; keeps nested spreads from multiplying. */
  readonly #walked = new Set<string>();

  constructor(document: DocumentNode, schema: GraphQLSchema, rules: AccessRules) {
    this.#schema = schema;
    this.#rules = rules;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        this.#fragments.set(definition.name.value, definition);
      }
    }
  }

  meetType(type: string): void {
    const rule = this.#rules.ofType(type);
    if (rule !== undefined) this.met.add(rule);
  }

  enter(
    selections: SelectionSetNode,
    parent: GraphQLCompositeType,
    runtime: readonly string[],
  ): void {
    for (const selection of selections.selections) {
      switch (selection.kind) {
        case Kind.FIELD:
          this.#meetField(selection.name.value, selection.selectionSet, parent, runtime);
          break;
        case Kind.INLINE_FRAGMENT:
          this.#narrow(
            selection.selectionSet,
            selection.typeCondition?.name.value ?? parent.name,
            runtime,
          );
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = this.#fragments.get(selection.name.value);
          if (fragment === undefined) break;
          const key = `${selection.name.value} ${runtime.join(' ')}`;
          if (this.#walked.has(key)) break;
          this.#walked.add(key);
          this.#narrow(fragment.selectionSet, fragment.typeCondition.name.value, runtime);
          break;
        }
      }
    }
  }

  #narrow(selections: SelectionSetNode, condition: string, runtime: readonly string[]): void {
    const type = this.#schema.getType(condition);
    if (!isCompositeType(type)) return;
    this.meetType(condition);
    const possible = new Set(this.#possible(type));
    this.enter(
      selections,
      type,
      runtime.filter((name) => possible.has(name)),
    );
  }

  #meetField(
    name: string,
    selections: SelectionSetNode | undefined,
    parent: GraphQLCompositeType,
    runtime: readonly string[],
  ): void {
    // Introspection (`__schema`, `__type`, `__typename`) shows the schema, not data.
    if (name.startsWith('__')) return;
    for (const type of new Set([parent.name, ...runtime])) {
      this.meetType(type);
      const rule = this.#rules.ofField(type, name);
      if (rule !== undefined) this.met.add(rule);
    }
    const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
    if (field === undefined) return;
    const type = getNamedType(field.type);
    this.meetType(type.name);
    if (selections !== undefined && isCompositeType(type)) {
      this.enter(selections, type, this.#possible(type));
    }
  }

  #possible(type: GraphQLCompositeType): string[] {
    if (!isAbstractType(type)) return [type.name];
    return this.#schema.getPossibleTypes(type).map(({ name }) => name);
  }
}
