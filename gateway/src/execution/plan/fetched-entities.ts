import type { JsonObject } from '../json.ts';
import type { Representation, RepresentationOf } from './representation.ts';

/** Entities by the values of their fields, one map within another for each field. */
type ByValue = Map<unknown, ByValue | number>;

/** The entities of one fetch: equal representations are asked for once. */
export class FetchedEntities {
  /** Representations as JSON texts. */
  readonly texts: string[] = [];
  /** For each text the objects that it stands for. */
  readonly targets: JsonObject[][] = [];
  readonly #representationOf: RepresentationOf;
  readonly #byText = new Map<string, number>();
  readonly #byFields = new Map<Representation, ByValue>();
  #lastTypename: unknown;
  #last: Representation | undefined;

  constructor(representationOf: RepresentationOf) {
    this.#representationOf = representationOf;
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
    if (fields === undefined || !fields.every((name) => isScalar(object[name]))) {
      this.#addByText(representation, object);
    } else {
      this.#addByFields(representation, fields, object);
    }
  }

  #addByText(representation: Representation, object: JsonObject): void {
    const text = representation.textOf(object);
    if (text === undefined) return;
    const index = this.#byText.get(text);
    if (index === undefined) this.#byText.set(text, this.#addText(text, object));
    else this.targets[index]?.push(object);
  }

  /** The text of an entity that is known is not even made. */
  #addByFields(
    representation: Representation,
    fields: readonly string[],
    object: JsonObject,
  ): void {
    const last = fields.length - 1;
    let level = this.#byFields.get(representation) ?? new Map<unknown, ByValue | number>();
    this.#byFields.set(representation, level);
    for (let depth = 0; depth < last; depth += 1) {
      const value = object[fields[depth] as string];
      const known = level.get(value);
      const next: ByValue = typeof known === 'object' ? known : new Map();
      if (next !== known) level.set(value, next);
      level = next;
    }
    const value = object[fields[last] as string];
    const index = level.get(value);
    if (typeof index === 'number') {
      this.targets[index]?.push(object);
      return;
    }
    const text = representation.textOf(object);
    if (text !== undefined) level.set(value, this.#addText(text, object));
  }

  #addText(text: string, object: JsonObject): number {
    this.targets.push([object]);
    return this.texts.push(text) - 1;
  }
}

/** Equal as a value if it is equal as text. */
function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
