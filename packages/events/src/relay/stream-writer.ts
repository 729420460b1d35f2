import type { Redis } from 'ioredis';
import type { EventOf } from '../envelope/envelope.ts';
import { ENTRY_EPOCH, ENTRY_EVENT, entryId, positionOf } from '../redis/keys.ts';
import type { SourceKeys } from '../redis/keys.ts';
import { ALREADY_PASSED, NO_SUCH_KEY, isRedisError } from '../redis/reply.ts';

export interface StreamEnds {
  /** The first position held; one past `top` when the stream is empty. */
  readonly first: number;
  /** The highest position ever added. */
  readonly top: number;
  /** The history it belongs to, null when unknown. */
  readonly epoch: string | null;
}

export interface Positioned {
  readonly position: number;
  readonly event: EventOf;
}

/** The stream is gone or was replaced under the writer's hands: look at it anew. */
export class StreamLostError extends Error {
  override readonly name = 'StreamLostError';
}

/** The source's stream in Redis, as its one writer sees it. */
export class StreamWriter {
  readonly #redis: Redis;
  readonly #keys: SourceKeys;

  constructor(redis: Redis, keys: SourceKeys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** `undefined` when there is no stream. */
  async ends(): Promise<StreamEnds | undefined> {
    try {
      const [info, epoch] = await Promise.all([
        this.#redis.xinfo('STREAM', this.#keys.stream) as Promise<unknown[]>,
        this.#redis.hget(this.#keys.state, 'epoch'),
      ]);
      const field = (name: string): unknown => info[info.indexOf(name) + 1];
      const top = positionOf(String(field('last-generated-id')));
      const firstEntry = field('first-entry') as [string] | null;
      return { first: firstEntry === null ? top + 1 : positionOf(firstEntry[0]), top, epoch };
    } catch (error) {
      if (isRedisError(error, NO_SUCH_KEY)) return undefined;
      throw error;
    }
  }

  /**
   * An empty stream that goes on after `position`, and what it is, in one step: a consumer never takes it for the stream
   * before. Consumers make their groups again by themselves.
   */
  async begin(position: number, epoch: string, floor: number): Promise<void> {
    const { stream, state } = this.#keys;
    const probe = 'begin';
    // XGROUP is the one command that makes an empty stream.
    const replies = await this.#redis
      .multi()
      .del(stream)
      .xgroup('CREATE', stream, probe, '0', 'MKSTREAM')
      .xgroup('DESTROY', stream, probe)
      .call('XSETID', stream, entryId(position))
      .hset(state, { epoch, floor })
      .exec();
    throwFirst(replies);
  }

  /** Tells consumers which history this is and from where on it is kept. */
  async announce(epoch: string, floor: number): Promise<void> {
    await this.#redis.hset(this.#keys.state, { epoch, floor });
  }

  /**
   * Adds events in order, then wakes subscribers. Adding twice is harmless: a position that has passed is refused.
   *
   * @throws StreamLostError when the stream vanished
   */
  async add(
    events: readonly Positioned[],
    epoch: string,
    channels: ReadonlyMap<string, string>,
  ): Promise<void> {
    const pipeline = this.#redis.pipeline();
    for (const { position, event } of events) {
      pipeline.xadd(
        this.#keys.stream,
        'NOMKSTREAM',
        entryId(position),
        ENTRY_EVENT,
        JSON.stringify(event),
        ENTRY_EPOCH,
        epoch,
      );
    }
    for (const [channel, message] of channels) pipeline.publish(channel, message);
    const replies = (await pipeline.exec()) ?? [];
    for (const [error, id] of replies.slice(0, events.length)) {
      if (error === null && id === null) throw new StreamLostError('the stream is gone');
      if (error !== null && !isRedisError(error, ALREADY_PASSED)) throw error;
    }
  }

  /** Drops entries below `position`. */
  async trim(position: number): Promise<void> {
    await this.#redis.xtrim(this.#keys.stream, 'MINID', entryId(position));
  }

  async announcements(): Promise<Record<string, string>> {
    return this.#redis.hgetall(this.#keys.announcements);
  }
}

function throwFirst(replies: [error: Error | null, result: unknown][] | null): void {
  for (const [error] of replies ?? []) if (error !== null) throw error;
}
