import type { Logger } from '@tiffin/telemetry';
import type pg from 'pg';
import type { EventType } from '../catalogue/index.ts';
import type { EventOf } from '../envelope/envelope.ts';

/** A handler, as the loop calls it: the catalogue's key has chosen the one that fits the event. */
export type AnyHandler = (event: EventOf, client: pg.PoolClient) => Promise<void>;

/** What taking in one source for one consumer works with. */
export interface InboxOptions {
  readonly pool: pg.Pool;
  readonly schema: string;
  readonly consumer: string;
  readonly source: string;
  readonly handlerOf: (type: EventType) => AnyHandler | undefined;
  readonly handlerTimeoutMs: number;
  readonly afterCommit: (event: EventOf) => void;
  readonly log: Logger;
}

/** Another replica has moved the checkpoint, or the source's history changed: read it again. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}
