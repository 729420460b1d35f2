import type { Identity } from '@tiffin/service';
import type { SheddingPolicy } from './shedding-policy.ts';

type Level = SheddingPolicy['levels'][number];

/** What the levels in force take away, and from whom. */
export class ShedFields {
  /** The level that sheds a field for everybody. */
  readonly #levels: ReadonlyMap<string, string>;
  readonly #never: ReadonlySet<string>;
  readonly #strangers: readonly { name: string; kinds: ReadonlySet<string> }[];

  constructor(active: readonly Level[], never: readonly string[]) {
    this.#levels = new Map(
      active.flatMap(({ name, fields }) => fields.map((field): [string, string] => [field, name])),
    );
    this.#never = new Set(never);
    this.#strangers = active
      .filter(({ strangers }) => strangers.length > 0)
      .map(({ name, strangers }) => ({ name, kinds: new Set<string>(strangers) }));
  }

  /** The level that sheds all of some root fields for a caller; undefined when something of them is served. */
  levelOf(fields: readonly string[], identity: Identity): string | undefined {
    if (fields.length === 0) return undefined;
    const stranger = this.#strangers.find(({ kinds }) => isOneOf(kinds, identity))?.name;
    let first: string | undefined;
    for (const field of fields) {
      const level = this.#levels.get(field) ?? (this.#never.has(field) ? undefined : stranger);
      if (level === undefined) return undefined;
      first ??= level;
    }
    return first;
  }
}

/** Who is something else besides is no stranger. */
function isOneOf(kinds: ReadonlySet<string>, identity: Identity): boolean {
  if (identity.kind === 'anonymous') return kinds.has('anonymous');
  if (identity.kind !== 'user' || identity.roles.length === 0) return false;
  return identity.roles.every((role) => kinds.has(role));
}
