import type { Identity } from '@tiffin/service';
import { AccountChanges } from './account-changes.ts';
import { canonicalClaims } from './identity-claims.ts';
import type { Caller } from '../caller.ts';
import type { SubgraphOperation } from './subgraph-transport.ts';
import { JOINED_WITHIN_MS } from './transport-policy.ts';

/** Who is told what became of a read: one of both, once. */
export interface Reader<Answer = string> {
  succeed(answer: Answer): void;
  fail(error: Error): void;
}

/** A read that is under way. */
export interface Reading<Answer> extends Reader<Answer> {
  /** How many besides the one who began it wait for it. */
  readonly joiners: number;
  /** A moment of {@link AccountChanges}. */
  readonly beganAt: number;
}

/** A text that is equal for callers who get the same answer. */
export type ReadKey<Operation = SubgraphOperation> = (
  operation: Operation,
  identity: Identity,
) => string;

/** What is asked, and by whom. */
interface Question<Operation> {
  operation: Operation;
  caller: Pick<Caller, 'identity'>;
  /** What began before this will not do, a moment of {@link AccountChanges}. */
  newerThan?: number | undefined;
}

/** Reads by place and body. */
type ReadsOfKey = Map<string, Map<string, SharedRead>>;

/**
 * Reads that are under way, of all subgraphs: a mutation at one can change what another answers. Who
 * asks the same thing while it is being answered gets the same answer, if they would be told the same:
 * by default if they are known by the same claims.
 *
 * Nobody joins a read that began before a mutation of their own ended: it may have been answered from
 * what was there before.
 */
export class SharedReads<Operation = SubgraphOperation> {
  readonly #keyOf: ReadKey<Operation>;
  readonly #changes: AccountChanges;
  readonly #nowMs: () => number;
  readonly #byKey = new Map<string, ReadsOfKey>();
  #underWay = 0;

  /** @param changes one for all that an account may read or change */
  constructor(
    keyOf: ReadKey<Operation> = (_operation, identity) => canonicalClaims(identity),
    changes = new AccountChanges(),
    nowMs: () => number = () => performance.now(),
  ) {
    this.#keyOf = keyOf;
    this.#changes = changes;
    this.#nowMs = nowMs;
  }

  /** Reads under way. */
  get size(): number {
    return this.#underWay;
  }

  /**
   * Joins the same read under way.
   * @param place who is asked; answers of one place are of one type
   * @param body what is asked
   * @returns who has to be told of the read that must be done, when there was none to join
   */
  join<Answer>(
    { operation, caller, newerThan = 0 }: Question<Operation>,
    place: string,
    body: string,
    reader: Reader<Answer>,
  ): Reading<Answer> | undefined {
    const { identity } = caller;
    const key = this.#keyOf(operation, identity);
    const ofKey = entry(this.#byKey, key);
    const reads = entry(ofKey, place);
    const known = reads.get(body);
    const since = Math.max(newerThan, this.#changes.changedAt(identity));
    const nowMs = this.#nowMs();
    if (known !== undefined && known.beganAt > since && nowMs < known.joinedUntilMs) {
      known.readers.push(reader as Reader<unknown>);
      return undefined;
    }
    this.#underWay += 1;
    const end = (): void => {
      this.#underWay -= 1;
      this.#changes.ended();
      if (reads.get(body) !== read) return;
      reads.delete(body);
      if (reads.size > 0) return;
      ofKey.delete(place);
      if (ofKey.size === 0 && this.#byKey.get(key) === ofKey) this.#byKey.delete(key);
    };
    const read = new SharedRead(
      this.#changes.began(),
      nowMs + JOINED_WITHIN_MS,
      reader as Reader<unknown>,
      end,
    );
    reads.set(body, read);
    return read as Reading<Answer>;
  }

  /** The same as a promise: joins the read under way, or begins it. */
  read<Answer>(
    question: Question<Operation>,
    place: string,
    body: string,
    begin: (reading: Reading<Answer>) => Promise<Answer>,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const reader = { succeed: resolve, fail: reject };
      const reading = this.join<Answer>(question, place, body, reader);
      if (reading === undefined) return;
      begin(reading).then(
        (answer) => reading.succeed(answer),
        (error: unknown) => reading.fail(error as Error),
      );
    });
  }

  /** From now on nobody of this account joins what is under way. */
  changed(identity: Identity): void {
    this.#changes.changed(identity);
  }
}

class SharedRead implements Reading<unknown> {
  readonly beganAt: number;
  readonly joinedUntilMs: number;
  readers: Reader<unknown>[];
  readonly #onEnd: () => void;

  constructor(beganAt: number, joinedUntilMs: number, first: Reader<unknown>, onEnd: () => void) {
    this.beganAt = beganAt;
    this.joinedUntilMs = joinedUntilMs;
    this.readers = [first];
    this.#onEnd = onEnd;
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
    if (readers.length === 0) return readers;
    this.readers = [];
    this.#onEnd();
    return readers;
  }
}

function entry<Key, Inner, Value>(outer: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  let inner = outer.get(key);
  if (inner === undefined) outer.set(key, (inner = new Map<Inner, Value>()));
  return inner;
}
