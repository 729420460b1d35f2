import type { Redis } from 'ioredis';
import { eventsPolicy } from '../policy.ts';
import { ENTRY_EPOCH, ENTRY_EVENT } from '../redis/keys.ts';
import { NO_SUCH_KEY, isRedisError } from '../redis/reply.ts';

const BEGINNING = '0-0';

type Entry = [id: string, fields: string[]];

/** How far a stream has been read. A stream that is made anew is noticed, and read from its beginning. */
export class StreamPlace {
  readonly #redis: Redis;
  readonly #stream: string;
  #last = BEGINNING;
  #epoch: string | undefined;

  constructor(redis: Redis, stream: string) {
    this.#redis = redis;
    this.#stream = stream;
  }

  startOver(): void {
    this.#last = BEGINNING;
  }

  /**
   * Reads what comes next and moves on once it is taken.
   * @param blockMs how long to wait for something; undefined: not at all
   * @returns how many entries there were
   */
  async read(
    blockMs: number | undefined,
    take: (events: readonly unknown[]) => void,
  ): Promise<number> {
    const entries = await this.#entries(blockMs);
    const epoch = entries.map(([, fields]) => fieldOf(fields, ENTRY_EPOCH)).at(-1);
    if (this.#isOfAnotherHistory(entries)) {
      this.#epoch = epoch;
      this.startOver();
      return entries.length;
    }
    const events = entries.map(([, fields]) => parsed(fieldOf(fields, ENTRY_EVENT)));
    if (entries.length > 0) take(events.filter((event) => event !== undefined));
    this.#last = entries.at(-1)?.[0] ?? this.#last;
    this.#epoch = epoch ?? this.#epoch;
    return entries.length;
  }

  /** Whether the stream's end lies before our place: it is another one, under the same name. */
  async isPassedBy(): Promise<boolean> {
    if (this.#last === BEGINNING) return false;
    try {
      const info = (await this.#redis.xinfo('STREAM', this.#stream)) as unknown[];
      const end = String(info[info.indexOf('last-generated-id') + 1]);
      return isBefore(end, this.#last);
    } catch (error) {
      if (isRedisError(error, NO_SUCH_KEY)) return false;
      throw error;
    }
  }

  #isOfAnotherHistory(entries: readonly Entry[]): boolean {
    const known = this.#epoch;
    if (known === undefined || this.#last === BEGINNING) return false;
    return entries.some(([, fields]) => (fieldOf(fields, ENTRY_EPOCH) ?? known) !== known);
  }

  async #entries(blockMs: number | undefined): Promise<Entry[]> {
    const count = eventsPolicy.followerBatch;
    const reply = (await (blockMs === undefined
      ? this.#redis.xread('COUNT', count, 'STREAMS', this.#stream, this.#last)
      : this.#redis.xread(
          'COUNT',
          count,
          'BLOCK',
          blockMs,
          'STREAMS',
          this.#stream,
          this.#last,
        ))) as [stream: string, entries: Entry[]][] | null;
    return reply?.[0]?.[1] ?? [];
  }
}

function isBefore(one: string, other: string): boolean {
  const [ms = 0n, place = 0n] = one.split('-').map(BigInt);
  const [otherMs = 0n, otherPlace = 0n] = other.split('-').map(BigInt);
  return ms < otherMs || (ms === otherMs && place < otherPlace);
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function fieldOf(fields: readonly string[], name: string): string | undefined {
  const at = fields.indexOf(name);
  return at === -1 ? undefined : fields[at + 1];
}
