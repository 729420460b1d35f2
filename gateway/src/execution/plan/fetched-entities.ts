import type { JsonObject } from '../json.ts';
import type { ObjectTaker } from './data-path.ts';
import type { Representation, RepresentationOf } from './representation.ts';

/** Entities by the values of their fields, one map within another for each field. */
type ByValue = Map<unknown, ByValue | number>;

/** So many entities are compared one by one; to look for more an index is made. */
const COMPARED_ENTITIES = 8;

/** The entities of one fetch: equal representations are asked for once. */
export class FetchedEntities implements ObjectTaker {
  readonly #representationOf: RepresentationOf;
  #texts: string[] = [];
  #targets: JsonObject[][] = [];
  /** For each text how it was made. */
  #representations: Representation[] = [];
  #byText: Map<string, number> | undefined;
  #byFields: Map<Representation, ByValue> | undefined;
  #lastTypename: unknown;
  #last: Representation | undefined;

  constructor(representationOf: RepresentationOf) {
    this.#representationOf = representationOf;
  }

  /** Representations as JSON texts. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  /** For each text the objects that it stands for. */
  get targets(): readonly (readonly JsonObject[])[] {
    return this.#targets;
  }

  /** An object that the subgraph cannot be asked for is left out. */
  add(object: JsonObject): void {
    const typename = object['__typename'];
    // Objects of one type usually come together.
    if (typename !== this.#lastTypename) {
      this.#lastTypename = typename;
      this.#last = this.#representationOf(typename);
    }
    const representation = this.#last;
    if (representation === undefined) return;
    const { fields } = representation;
    if (fields === undefined || !hasScalars(object, fields)) {
      this.#addByText(representation, object);
    } else if (this.#texts.length <= COMPARED_ENTITIES) {
      this.#addCompared(representation, fields, object);
    } else {
      this.#addByFields(representation, fields, object);
    }
  }

  #addByText(representation: Representation, object: JsonObject): void {
    const text = representation.textOf(object);
    if (text === undefined) return;
    this.#byText ??= new Map();
    const index = this.#byText.get(text);
    if (index !== undefined) {
      this.#targets[index]?.push(object);
      return;
    }
    this.#byText.set(text, this.#texts.length);
    this.#addNew(representation, text, object);
  }

  /** The text of an entity that is known is not even made. */
  #addCompared(
    representation: Representation,
    fields: readonly string[],
    object: JsonObject,
  ): void {
    for (let index = 0; index < this.#targets.length; index += 1) {
      if (this.#representations[index] !== representation) continue;
      const targets = this.#targets[index]!;
      if (!agree(targets[0]!, object, fields)) continue;
      targets.push(object);
      return;
    }
    const text = representation.textOf(object);
    if (text !== undefined) this.#addNew(representation, text, object);
  }

  #addByFields(
    representation: Representation,
    fields: readonly string[],
    object: JsonObject,
  ): void {
    const level = this.#levelOf(representation, fields, object);
    const value = object[fields.at(-1)!];
    const index = level.get(value);
    if (typeof index === 'number') {
      this.#targets[index]?.push(object);
      return;
    }
    const text = representation.textOf(object);
    if (text === undefined) return;
    level.set(value, this.#texts.length);
    this.#addNew(representation, text, object);
  }

  /** The map of the last field. */
  #levelOf(representation: Representation, fields: readonly string[], object: JsonObject): ByValue {
    this.#byFields ??= this.#indexed();
    let level = inner(this.#byFields, representation);
    for (let depth = 0; depth < fields.length - 1; depth += 1) {
      level = inner(level as Map<unknown, ByValue>, object[fields[depth]!]);
    }
    return level;
  }

  /** What was compared so far. */
  #indexed(): Map<Representation, ByValue> {
    this.#byFields = new Map();
    this.#targets.forEach(([object], index) => {
      const representation = this.#representations[index]!;
      const { fields } = representation;
      if (fields === undefined || object === undefined || !hasScalars(object, fields)) return;
      this.#levelOf(representation, fields, object).set(object[fields.at(-1)!], index);
    });
    return this.#byFields;
  }

  #addNew(representation: Representation, text: string, object: JsonObject): void {
    if (this.#texts.length === 0) {
      // There is often one only: arrays that are begun with it have no room to spare.
      this.#texts = [text];
      this.#targets = [[object]];
      this.#representations = [representation];
      return;
    }
    this.#texts.push(text);
    this.#targets.push([object]);
    this.#representations.push(representation);
  }
}

/** Equal as values if they are equal as texts. */
function hasScalars(object: JsonObject, fields: readonly string[]): boolean {
  for (let index = 0; index < fields.length; index += 1) {
    const value = object[fields[index]!];
    if (typeof value === 'object' && value !== null) return false;
  }
  return true;
}

function agree(one: JsonObject, other: JsonObject, fields: readonly string[]): boolean {
  for (let index = 0; index < fields.length; index += 1) {
    const name = fields[index]!;
    if (one[name] !== other[name]) return false;
  }
  return true;
}

function inner<Key>(outer: Map<Key, ByValue>, key: Key): ByValue {
  let found = outer.get(key);
  if (found === undefined) outer.set(key, (found = new Map()));
  return found;
}
