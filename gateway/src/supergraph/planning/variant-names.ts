import {
  isInterfaceType,
  print,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
} from 'graphql';

/** What a field that takes arguments is for those who require it with these. */
export interface RequiredVariant {
  field: string;
  arguments: readonly ArgumentNode[];
}

/** Names the variants of fields as they are met, and knows which types must have them. */
export class VariantNames {
  /** In the name of each variant, and in no other name of the supergraph. */
  readonly prefix: string;
  readonly byName = new Map<string, RequiredVariant>();
  readonly #schema: GraphQLSchema;
  /** By the field with its arguments. */
  readonly #names = new Map<string, string>();
  /** By type and field. */
  readonly #owned = new Map<string, Set<string>>();

  constructor(supergraph: DocumentNode, schema: GraphQLSchema) {
    this.#schema = schema;
    const taken = new Set<string>();
    visit(supergraph, { Name: ({ value }) => void taken.add(value) });
    let prefix = 'required_';
    while ([...taken].some((name) => name.includes(prefix))) prefix = `x${prefix}`;
    this.prefix = prefix;
  }

  /** The variant of a field of that type with the arguments it is asked for with. */
  nameFor(node: FieldNode, type: GraphQLCompositeType): string {
    const field = node.name.value;
    const given = node.arguments ?? [];
    const key = `${field}(${given.map(print).toSorted().join()})`;
    let name = this.#names.get(key);
    if (name === undefined) {
      name = `${this.prefix}${this.#names.size}_${field}`;
      this.#names.set(key, name);
      this.byName.set(name, { field, arguments: given });
    }
    for (const owner of this.#ownersOf(type)) {
      const owned = this.#owned.get(`${owner}.${field}`) ?? new Set();
      this.#owned.set(`${owner}.${field}`, owned.add(name));
    }
    return name;
  }

  /** The variants of a field that a type must have. */
  of(type: string, field: string): string[] {
    return [...(this.#owned.get(`${type}.${field}`) ?? [])];
  }

  /** What must have a field for the type to have it. */
  #ownersOf(type: GraphQLCompositeType): string[] {
    if (!isInterfaceType(type)) return [type.name];
    const { objects, interfaces } = this.#schema.getImplementations(type);
    return [type, ...objects, ...interfaces].map(({ name }) => name);
  }
}
