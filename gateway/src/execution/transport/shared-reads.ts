import type { Identity } from '@tiffin/service';
import { canonicalClaims, ownerOf } from './identity-claims.ts';

/** A read that is under way. */
export interface Reading {
  /** How many besides the one who began it wait for it. */
  joiners: number;
  answer: Promise<unknown>;
}

/**
 * Reads that are under way, of all subgraphs: a mutation at one can change what another answers. Who
 * asks the same thing with the same claims while it is being answered gets the same answer.
 *
 * A mutation makes the reads that its caller began before it unfit to be joined: they may have been
 * answered from what was there before.
 */
export class SharedReads {
  readonly #byOwner = new Map<string, Map<string, Reading>>();

  /** Reads under way that can be joined. */
  get size(): number {
    let size = 0;
    for (const reads of this.#byOwner.values()) size += reads.size;
    return size;
  }

  /**
   * Joins the same read under way, or begins it.
   *
   * @param begin gets the reading itself, to see by the end of it whether somebody has joined; answers
   *   of one subgraph are of one type
   */
  read<Answer>(
    identity: Identity,
    subgraph: string,
    body: string,
    begin: (reading: Readonly<Pick<Reading, 'joiners'>>) => Promise<Answer>,
  ): Promise<Answer> {
    const owner = ownerOf(identity);
    const key = `${subgraph}\n${canonicalClaims(identity)}\n${body}`;
    let reads = this.#byOwner.get(owner);
    const known = reads?.get(key);
    if (known !== undefined) {
      known.joiners += 1;
      return known.answer as Promise<Answer>;
    }
    if (reads === undefined) {
      reads = new Map();
      this.#byOwner.set(owner, reads);
    }
    const own = reads;
    const reading: Reading = { joiners: 0, answer: Promise.resolve() };
    const answer = begin(reading).finally(() => {
      own.delete(key);
      if (own.size === 0 && this.#byOwner.get(owner) === own) this.#byOwner.delete(owner);
    });
    reading.answer = answer;
    own.set(key, reading);
    return answer;
  }

  /** From now on nobody with this identity joins what is under way. */
  changed(identity: Identity): void {
    this.#byOwner.delete(ownerOf(identity));
  }
}
