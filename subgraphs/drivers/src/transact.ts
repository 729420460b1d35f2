import { inTransaction } from '@tiffin/database';
import type pg from 'pg';

/** What statements run on: a pool, or the client of a transaction. */
export type Client = Pick<pg.ClientBase, 'query'>;

/** What others should hear of once the transaction is committed. */
export interface Effects {
  /** Drivers whose offer log has grown. */
  readonly offerLogsOf: Set<string>;
  /** A delivery or a driver became free for dispatch. */
  dispatch: boolean;
}

/** Who hears of a commit. None of them may fail or take long. */
export interface Listeners {
  publishOutbox(): void;
  wakeTimers(): void;
  wakeOfferLogs(driverIds: Iterable<string>): void;
  wakeDispatcher(): void;
}

/** Runs work in one transaction and, after its commit, tells whom it concerns. */
export type Transact = <Result>(
  work: (client: pg.PoolClient, effects: Effects) => Promise<Result>,
) => Promise<Result>;

/** Transactions on a pool, with these listeners. */
export function createTransact(pool: pg.Pool, listeners: Listeners): Transact {
  return async (work) => {
    const { result, effects } = await inTransaction(pool, async (client) => {
      const effects: Effects = { offerLogsOf: new Set(), dispatch: false };
      return { result: await work(client, effects), effects };
    });
    announce(listeners, effects);
    return result;
  };
}

/** For effects of a transaction that somebody else committed. */
export function announce(listeners: Listeners, effects: Effects): void {
  listeners.publishOutbox();
  listeners.wakeTimers();
  if (effects.offerLogsOf.size > 0) listeners.wakeOfferLogs(effects.offerLogsOf);
  if (effects.dispatch) listeners.wakeDispatcher();
}
