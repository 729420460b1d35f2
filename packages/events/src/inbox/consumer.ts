import { createLogger } from '@tiffin/telemetry';
import type pg from 'pg';
import type { EventSource, EventType } from '../catalogue/index.ts';
import type { EventOf } from '../envelope/envelope.ts';
import { holdExclusively } from '../exclusive/hold-exclusively.ts';
import { eventsPolicy } from '../policy.ts';
import { Inbox } from './inbox.ts';
import type { AnyHandler } from './inbox-options.ts';
import { SourceReader } from './source-reader.ts';

/**
 * What an event does here. Everything done through `client` is committed together with the event's position, so it
 * takes effect exactly once; it may append to the outbox. Calls to other services must be idempotent (by `event.id`):
 * the transaction may be undone after them. The transaction holds its locks meanwhile, so keep them short.
 */
export type EventHandler<T extends EventType = EventType> = (
  event: EventOf<T>,
  client: pg.PoolClient,
) => Promise<void>;

export type EventHandlers = { readonly [T in EventType]?: EventHandler<T> };

export interface ConsumerOptions {
  /** Known to the relays it reads from, and the name of its consumer groups: usually the subgraph's. */
  readonly name: string;
  readonly database: { readonly pool: pg.Pool };
  /** The Postgres schema that holds the inbox. */
  readonly schema: string;
  /** URL of Redis. */
  readonly redis: string;
  readonly prefix: string;
  /** The subgraphs whose events it takes in. */
  readonly sources: readonly EventSource[];
  /** Events of other types are passed over. */
  readonly handlers: EventHandlers;
  /** A handler that takes longer fails. Default 8 s, and not more: Postgres ends transactions idle for 10 s. */
  readonly handlerTimeoutMs?: number;
  /** Called after each committed effect: the place to poke the relay. */
  readonly afterCommit?: (event: EventOf) => void;
}

export interface Consumer {
  start(): void;
  /** Ends after the event under way. */
  stop(): Promise<void>;
}

/**
 * Takes in the events of other subgraphs: in order per subject, each exactly once in effect, whatever Redis delivers.
 * Sources are read side by side, one event at a time each. Start one in every process: one replica at a time is active.
 * An event that fails parks its subject, and the others go on; see README, "When an event fails".
 */
export function createConsumer(options: ConsumerOptions): Consumer {
  const { name, schema, database, handlers } = options;
  const log = createLogger(`consumer:${name}`);
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  const read = (source: EventSource, signal: AbortSignal): Promise<void> => {
    const inbox = new Inbox({
      pool: database.pool,
      schema,
      consumer: name,
      source,
      // The catalogue's key says which handler belongs to which event; the loop cannot.
      handlerOf: (type) =>
        Object.hasOwn(handlers, type) ? (handlers[type] as AnyHandler | undefined) : undefined,
      handlerTimeoutMs: options.handlerTimeoutMs ?? eventsPolicy.effectTimeoutMs,
      afterCommit: options.afterCommit ?? (() => undefined),
      log,
    });
    const { redis: redisUrl, prefix } = options;
    return new SourceReader({ redisUrl, prefix, consumer: name, source, inbox, log, signal }).run();
  };

  return {
    start() {
      running ??= holdExclusively({
        pool: database.pool,
        name: `tiffin:inbox:${schema}:${name}`,
        signal: stopping.signal,
        log,
        work: async (_client, signal) => {
          await Promise.all(options.sources.map((source) => read(source, signal)));
        },
      });
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
