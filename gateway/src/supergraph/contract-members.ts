import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';

type Tagged = { readonly directives?: readonly ConstDirectiveNode[] | undefined };
type Part = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

const BUILT_IN: ReadonlySet<string> = new Set(['ID', 'String', 'Int', 'Float', 'Boolean']);

/** Which types, fields, enum values and input fields of a supergraph belong to a contract. */
export class ContractMembers {
  readonly #definitions = new Map<string, TypeDefinitionNode>();
  /** Parts of each type that belongs; null when all do that can. */
  readonly #types = new Map<string, ReadonlySet<string> | null>();

  constructor(document: DocumentNode, isTagged: (node: Tagged) => boolean) {
    for (const definition of document.definitions) {
      if (isType(definition)) this.#definitions.set(definition.name.value, definition);
    }
    for (const definition of this.#definitions.values()) {
      const parts = partsOf(definition).filter(isTagged);
      if (isTagged(definition)) this.#types.set(definition.name.value, null);
      else if (parts.length > 0) {
        this.#types.set(definition.name.value, new Set(parts.map(({ name }) => name.value)));
      }
    }
    for (const name of [...this.#types.keys()]) this.#takeAlong(name);
  }

  get hasAny(): boolean {
    return this.#types.size > 0;
  }

  /** Types of the specifications that a supergraph is written with, not of clients. */
  isInternal(type: string): boolean {
    return type.includes('__');
  }

  hasType(type: string): boolean {
    return this.#types.has(type) || BUILT_IN.has(type);
  }

  hasPart(type: string, part: string): boolean {
    const parts = this.#types.get(type);
    if (parts !== null) return parts?.has(part) ?? false;
    // Of a type that came as a whole, what leads out of the contract stays behind.
    const node = this.#partOf(type, part);
    return node?.kind !== Kind.FIELD_DEFINITION || this.hasType(namedType(node.type));
  }

  #partOf(type: string, part: string): Part | undefined {
    const definition = this.#definitions.get(type);
    return definition && partsOf(definition).find(({ name }) => name.value === part);
  }

  /** Scalars, enums and inputs that a type's fields need. */
  #takeAlong(type: string): void {
    const definition = this.#definitions.get(type);
    for (const part of definition === undefined ? [] : partsOf(definition)) {
      if (part.kind === Kind.ENUM_VALUE_DEFINITION || !this.#isTaken(type, part)) continue;
      const needed = [part.type];
      if (part.kind === Kind.FIELD_DEFINITION) {
        needed.push(...(part.arguments ?? []).map((argument) => argument.type));
      }
      for (const name of needed.map(namedType)) {
        if (this.hasType(name) || !isLeafOrInput(this.#definitions.get(name))) continue;
        this.#types.set(name, null);
        this.#takeAlong(name);
      }
    }
  }

  #isTaken(type: string, { name }: Part): boolean {
    const parts = this.#types.get(type);
    return parts === null || (parts?.has(name.value) ?? false);
  }
}

function isType(definition: DocumentNode['definitions'][number]): definition is TypeDefinitionNode {
  return definition.kind.endsWith('TypeDefinition');
}

function isLeafOrInput(definition: TypeDefinitionNode | undefined): boolean {
  return (
    definition?.kind === Kind.SCALAR_TYPE_DEFINITION ||
    definition?.kind === Kind.ENUM_TYPE_DEFINITION ||
    definition?.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
  );
}

function partsOf(definition: TypeDefinitionNode): readonly Part[] {
  if (definition.kind === Kind.ENUM_TYPE_DEFINITION) return definition.values ?? [];
  return 'fields' in definition ? (definition.fields ?? []) : [];
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
