import { createLogger, currentContext, currentTraceparent, isTracing } from '@tiffin/telemetry';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import type { Redis } from 'ioredis';
import { connectRedis } from '../redis/connect.ts';
import type { WakeUp } from '../redis/wake-up-message.ts';
import { Channel } from './channel.ts';
import type { ChannelListener } from './channel.ts';
import { makePatient } from './patient-subscriber.ts';

export interface Listening {
  /** Whether Redis has confirmed the subscription and the connection stands. */
  readonly live: boolean;
  stop(): void;
}

export interface PubSub {
  /** The engine of graphql-redis-subscriptions; its channel names carry the prefix. */
  readonly engine: RedisPubSub;
  /** Listens to a channel (without the prefix). Works, silently, while Redis is away; `onLive` tells when it is not. */
  listen(channel: string, listener: ChannelListener): Listening;
  /**
   * Tells whoever listens now, at most once: for what may be lost, such as positions. Never rejects; false when it was not
   * sent. Do not hold an answer back for it. `null` only wakes; where spans are recorded it takes the trace of the work
   * going on along.
   */
  publish(channel: string, message: unknown): Promise<boolean>;
  /** Distinct channels subscribed to or about to be: for metrics and tests. */
  readonly channelCount: number;
  close(): Promise<void>;
}

/** A half-open connection is found out within this time. */
const PING_MS = 3_000;

/**
 * The wake-ups and the ephemeral messages of this process, over two connections.
 *
 * graphql-redis-subscriptions does the subscribing, parsing and dispatching. What it leaves open is done here: it
 * must not be unsubscribed while subscribing, and says nothing about reconnections.
 */
export function connectPubSub(options: { url: string; prefix: string; name: string }): PubSub {
  return new RedisChannels(options);
}

class RedisChannels implements PubSub {
  readonly engine: RedisPubSub;
  readonly #prefix: string;
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #channels = new Map<string, Channel>();
  readonly #log;
  readonly #pinging: NodeJS.Timeout;

  constructor({ url, prefix, name }: { url: string; prefix: string; name: string }) {
    this.#prefix = prefix;
    this.#log = createLogger(`pubsub:${name}`);
    this.#publisher = connectRedis(url, `${name}:publish`, 'background');
    this.#subscriber = connectRedis(url, `${name}:subscribe`, 'subscriber');
    makePatient(this.#subscriber);
    this.engine = new RedisPubSub({ publisher: this.#publisher, subscriber: this.#subscriber });
    this.#subscriber.on('close', () => {
      for (const channel of this.#channels.values()) channel.live = false;
    });
    this.#subscriber.on('ready', () => void this.#subscribeAgain());
    this.#pinging = setInterval(() => void this.#ping(), PING_MS).unref();
  }

  get channelCount(): number {
    return this.#channels.size;
  }

  listen(name: string, listener: ChannelListener): Listening {
    const channel = this.#channels.get(name) ?? new Channel(name);
    this.#channels.set(name, channel);
    channel.add(listener);
    void this.#subscribe(channel);
    return {
      get live() {
        return channel.live;
      },
      stop: () => {
        channel.remove(listener);
        this.#dropIfUnused(channel);
      },
    };
  }

  async publish(channel: string, message: unknown): Promise<boolean> {
    try {
      await this.engine.publish(this.#prefix + channel, message ?? wakeUpOfWork());
      return true;
    } catch {
      return false;
    }
  }

  async #subscribe(channel: Channel): Promise<void> {
    if (channel.pending || channel.subscriptionId !== undefined) return;
    if (this.#subscriber.status !== 'ready') return;
    channel.pending = true;
    // Never rejects: it is made again until it succeeds.
    channel.subscriptionId = await this.engine.subscribe(this.#prefix + channel.name, (message) =>
      channel.dispatch(message),
    );
    channel.pending = false;
    if (this.#subscriber.status === 'ready') channel.becameLive();
    this.#dropIfUnused(channel);
  }

  #dropIfUnused(channel: Channel): void {
    if (!channel.unused || channel.pending) return;
    if (this.#channels.get(channel.name) === channel) this.#channels.delete(channel.name);
    if (channel.subscriptionId !== undefined) this.engine.unsubscribe(channel.subscriptionId);
    channel.subscriptionId = undefined;
    channel.live = false;
  }

  /** A new connection has no subscriptions: makes all of them again, then tells the listeners to look. */
  async #subscribeAgain(): Promise<void> {
    const all = [...this.#channels.values()];
    const known = all.filter((channel) => channel.subscriptionId !== undefined);
    try {
      if (known.length > 0) {
        await this.#subscriber.subscribe(...known.map((channel) => this.#prefix + channel.name));
      }
      for (const channel of known) if (channel.subscriptionId !== undefined) channel.becameLive();
    } catch (err) {
      this.#log.warn({ err }, 'SUBSCRIBE failed after a reconnection');
      if (this.#subscriber.status === 'ready') this.#subscriber.disconnect(true);
      return;
    }
    for (const channel of all) void this.#subscribe(channel);
  }

  async #ping(): Promise<void> {
    if (this.#subscriber.status !== 'ready') return;
    await this.#subscriber.ping().catch(() => this.#subscriber.disconnect(true));
  }

  async close(): Promise<void> {
    clearInterval(this.#pinging);
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
    await Promise.resolve();
  }
}

/** A message that only wakes, with what led to it. */
function wakeUpOfWork(): WakeUp | null {
  if (!isTracing() || currentContext() === undefined) return null;
  return { causes: [{ traceparent: currentTraceparent() }] };
}
