import { createLogger } from '@tiffin/telemetry';
import { Latest } from './latest.ts';
import type { Listening, PubSub } from './pub-sub.ts';

/** An ephemeral feed, of which a slow subscriber gets the newest per key and may miss the rest. */
export interface LatestFeed<P> {
  /** Pub/sub channels, without the prefix. */
  readonly channels: readonly string[];
  /** The event of a message as published, `null` to leave it out. */
  readonly toEvent: (message: unknown) => P | null;
  /** What replaces what; default: every event replaces the one before. */
  readonly key?: (event: P) => string;
  /** What is known at the beginning. */
  readonly initial?: () => Promise<readonly P[]>;
}

const log = createLogger('subscriptions');

/** Listens to a feed and keeps its newest events until they are taken. */
export class LatestMailbox<P> {
  readonly values = new Latest<P>();
  readonly #feed: LatestFeed<P>;
  readonly #listening: Listening[];

  constructor(pubsub: PubSub, feed: LatestFeed<P>, onArrival: () => void) {
    this.#feed = feed;
    this.#listening = feed.channels.map((channel) =>
      pubsub.listen(channel, {
        onMessage: (message) => {
          this.#put(message);
          onArrival();
        },
        onLive: onArrival,
      }),
    );
  }

  /** Whether nothing that is published from now on is missed. */
  get live(): boolean {
    return this.#listening.every(({ live }) => live);
  }

  /** Puts in what is known at the beginning, unless something newer has come. */
  async fill(): Promise<void> {
    const known = (await this.#feed.initial?.()) ?? [];
    for (const event of known) this.values.putIfAbsent(this.#keyOf(event), event);
  }

  #put(message: unknown): void {
    try {
      const event = this.#feed.toEvent(message);
      if (event !== null) this.values.put(this.#keyOf(event), event);
    } catch (err) {
      log.warn({ err }, 'an ephemeral message could not be read');
    }
  }

  #keyOf(event: P): string {
    return this.#feed.key?.(event) ?? '';
  }

  stop(): void {
    for (const listening of this.#listening) listening.stop();
  }
}
