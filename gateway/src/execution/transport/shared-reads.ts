import type { Identity } from '@tiffin/service';
import { canonicalClaims, ownerOf } from './identity-claims.ts';

/** Who is told what became of a read: one of both, once. */
export interface Reader<Answer = string> {
  succeed(answer: Answer): void;
  fail(error: Error): void;
}

/** A read that is under way. */
export interface Reading<Answer> extends Reader<Answer> {
  /** How many besides the one who began it wait for it. */
  readonly joiners: number;
}

/**
 * Reads that are under way, of all subgraphs: a mutation at one can change what another answers. Who
 * asks the same thing with the same claims while it is being answered gets the same answer.
 *
 * A mutation makes the reads that its caller began before it unfit to be joined: they may have been
 * answered from what was there before.
 */
export class SharedReads {
  readonly #byClaims = new Map<string, ReadsOfCaller>();

  /** Reads under way that can be joined. */
  get size(): number {
    let size = 0;
    for (const caller of this.#byClaims.values()) size += caller.size;
    return size;
  }

  /**
   * Joins the same read under way. Answers of one subgraph are of one type.
   * @returns who has to be told of the read that must be done, when there was none to join
   */
  join<Answer>(
    identity: Identity,
    subgraph: string,
    body: string,
    reader: Reader<Answer>,
  ): Reading<Answer> | undefined {
    const claims = canonicalClaims(identity);
    let caller = this.#byClaims.get(claims);
    if (caller === undefined) {
      const made = new ReadsOfCaller(ownerOf(identity), () => {
        if (this.#byClaims.get(claims) === made) this.#byClaims.delete(claims);
      });
      this.#byClaims.set(claims, made);
      caller = made;
    }
    return caller.join(subgraph, body, reader as Reader<unknown>) as Reading<Answer> | undefined;
  }

  /** The same as a promise: joins the read under way, or begins it. */
  read<Answer>(
    identity: Identity,
    subgraph: string,
    body: string,
    begin: (reading: Reading<Answer>) => Promise<Answer>,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const reader = { succeed: resolve, fail: reject };
      const reading = this.join<Answer>(identity, subgraph, body, reader);
      if (reading === undefined) return;
      begin(reading).then(
        (answer) => reading.succeed(answer),
        (error: unknown) => reading.fail(error as Error),
      );
    });
  }

  /** From now on nobody with this identity joins what is under way. */
  changed(identity: Identity): void {
    const owner = ownerOf(identity);
    for (const [claims, caller] of this.#byClaims) {
      if (caller.owner === owner) this.#byClaims.delete(claims);
    }
  }
}

/** The reads under way with one set of claims. */
class ReadsOfCaller {
  readonly owner: string;
  readonly #onEmpty: () => void;
  readonly #bySubgraph = new Map<string, Map<string, SharedRead>>();
  size = 0;

  constructor(owner: string, onEmpty: () => void) {
    this.owner = owner;
    this.#onEmpty = onEmpty;
  }

  join(subgraph: string, body: string, reader: Reader<unknown>): Reading<unknown> | undefined {
    let reads = this.#bySubgraph.get(subgraph);
    if (reads === undefined) {
      reads = new Map();
      this.#bySubgraph.set(subgraph, reads);
    }
    const known = reads.get(body);
    if (known !== undefined) {
      known.readers.push(reader);
      return undefined;
    }
    const read = new SharedRead(this, subgraph, body, reader);
    reads.set(body, read);
    this.size += 1;
    return read;
  }

  end(subgraph: string, body: string): void {
    this.#bySubgraph.get(subgraph)?.delete(body);
    this.size -= 1;
    if (this.size === 0) this.#onEmpty();
  }
}

class SharedRead implements Reading<unknown> {
  readers: Reader<unknown>[];
  readonly #caller: ReadsOfCaller;
  readonly #subgraph: string;
  readonly #body: string;

  constructor(caller: ReadsOfCaller, subgraph: string, body: string, first: Reader<unknown>) {
    this.#caller = caller;
    this.#subgraph = subgraph;
    this.#body = body;
    this.readers = [first];
  }

  get joiners(): number {
    return this.readers.length - 1;
  }

  succeed(answer: unknown): void {
    for (const reader of this.#end()) reader.succeed(answer);
  }

  fail(error: Error): void {
    for (const reader of this.#end()) reader.fail(error);
  }

  #end(): readonly Reader<unknown>[] {
    const { readers } = this;
    this.readers = [];
    this.#caller.end(this.#subgraph, this.#body);
    return readers;
  }
}
