import type { Identity } from '@tiffin/service';
import { canonicalClaims, ownerOf } from './identity-claims.ts';

/**
 * Reads that are under way, of all subgraphs: a mutation at one can change what another answers. Who asks the same thing with the same claims while it is
 * being answered gets the same answer.
 *
 * A mutation makes the reads that its caller began before it unfit to be joined: they may have been
 * answered from what was there before.
 */
export class SharedReads {
  readonly #byOwner = new Map<string, Map<string, Promise<string>>>();

  /** Reads under way that can be joined. */
  get size(): number {
    let size = 0;
    for (const reads of this.#byOwner.values()) size += reads.size;
    return size;
  }

  /** Joins the same read under way, or begins it. */
  read(
    identity: Identity,
    subgraph: string,
    body: string,
    begin: () => Promise<string>,
  ): Promise<string> {
    const owner = ownerOf(identity);
    const key = `${subgraph}\n${canonicalClaims(identity)}\n${body}`;
    let reads = this.#byOwner.get(owner);
    const known = reads?.get(key);
    if (known !== undefined) return known;
    if (reads === undefined) {
      reads = new Map();
      this.#byOwner.set(owner, reads);
    }
    const own = reads;
    const reading = begin().finally(() => {
      own.delete(key);
      if (own.size === 0 && this.#byOwner.get(owner) === own) this.#byOwner.delete(owner);
    });
    own.set(key, reading);
    return reading;
  }

  /** From now on nobody with this identity joins what is under way. */
  changed(identity: Identity): void {
    this.#byOwner.delete(ownerOf(identity));
  }
}
