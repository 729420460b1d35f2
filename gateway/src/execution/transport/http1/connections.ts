import { Connection, type ConnectionLimits, type Origin } from './connection.ts';
import { Exchange, OverdueError, UntakenError, type Asker } from './exchange.ts';
import {
  CHECK_INTERVAL_MS,
  IDLE_CHECK_INTERVAL_MS,
  LATEST_WEIGHT,
  STALLED_MS,
  STALLED_TIMES,
} from './http1-policy.ts';

export interface ConnectionsOptions extends ConnectionLimits {
  maxConnections: number;
  /** Reads that go to a connection together; 1: each waits for the answer to the one before. */
  readsTogether: number;
  /** For one answer, waiting for a connection included. */
  timeoutMs: number;
  /** Whether a read that waits behind a slow answer may be asked a second time. */
  mayRepeat: () => boolean;
}

/**
 * Kept connections to one server. Requests of one turn of the event loop are written together: a
 * write to a socket is the dearest thing that a gateway does. They go to connections that owe
 * nothing, so nobody waits for an answer that was slow before they came; who waits behind one that
 * turns out to be slow is asked again elsewhere.
 */
export class Connections {
  readonly #origin: Origin;
  readonly #options: ConnectionsOptions;
  readonly #open = new Set<Connection>();
  /** Used last comes last, and is used first: the others may idle. */
  readonly #idle: Connection[] = [];
  #waiting: Exchange[] = [];
  #flush: NodeJS.Immediate | undefined;
  #check: NodeJS.Timeout | undefined;
  /** The next check comes soon, as something is under way. */
  #isWatching = false;
  /** What an answer takes, a moving average. */
  #usualMs = 0;
  #isClosed = false;

  constructor(origin: Origin, options: ConnectionsOptions) {
    this.#origin = origin;
    this.#options = options;
  }

  /**
   * @param request the whole text of a request
   * @param isRead whether it may be sent together with others, and twice
   * @param asker fails with OverdueError, or with what went wrong on the connection
   */
  ask(request: string, isRead: boolean, asker: Asker): void {
    const exchange = new Exchange(request, isRead, asker);
    if (this.#isClosed) exchange.fail(new Error('the connections are closed'));
    else this.#wait(exchange);
  }

  close(): void {
    this.#isClosed = true;
    if (this.#flush !== undefined) clearImmediate(this.#flush);
    clearTimeout(this.#check);
    const error = new Error('the connections are closed');
    for (const exchange of this.#waiting.splice(0)) exchange.fail(error);
    for (const connection of [...this.#open]) connection.close(error);
  }

  #wait(exchange: Exchange): void {
    this.#waiting.push(exchange);
    this.#flushSoon();
    if (!this.#isWatching) this.#watch();
  }

  /** Once all that is happening in this turn has been seen. */
  #flushSoon(): void {
    this.#flush ??= setImmediate(() => {
      this.#flush = undefined;
      this.#sendWaiting();
    });
  }

  #sendWaiting(): void {
    const waiting = this.#waiting;
    let from = 0;
    while (from < waiting.length) {
      const to = endOfBatch(waiting, from, this.#options.readsTogether);
      const batch = waiting.slice(from, to).filter(({ isOver }) => !isOver);
      if (batch.length > 0) {
        const connection = this.#idle.pop() ?? this.#another();
        if (connection === undefined) break;
        connection.send(batch);
      }
      from = to;
    }
    this.#waiting = from === waiting.length ? [] : waiting.slice(from);
  }

  #another(): Connection | undefined {
    if (this.#open.size >= this.#options.maxConnections) return undefined;
    const connection = new Connection(this.#origin, this.#options, {
      answered: (tookMs) => {
        this.#usualMs += (tookMs - this.#usualMs) * LATEST_WEIGHT;
      },
      idle: (which) => {
        this.#idle.push(which);
        if (this.#waiting.length > 0) this.#flushSoon();
      },
      untaken: (exchanges) => this.#askAnew(exchanges),
      closed: (which, left, error) => {
        this.#open.delete(which);
        const index = this.#idle.indexOf(which);
        if (index >= 0) this.#idle.splice(index, 1);
        if (error instanceof UntakenError) this.#dropIdle();
        this.#restart(left, error);
        if (this.#waiting.length > 0) this.#flushSoon();
      },
    });
    this.#open.add(connection);
    return connection;
  }

  /** A server that ends one connection ends the idle ones beside it: what is sent again meets a new one. */
  #dropIdle(): void {
    const error = new Error('the server was closing the one beside it');
    for (const connection of this.#idle.splice(0)) connection.close(error);
  }

  /** As often as that happens: each time somebody was answered before them. */
  #askAnew(exchanges: readonly Exchange[]): void {
    for (const exchange of exchanges) {
      if (this.#isClosed) exchange.lose(new Error('the connections are closed'));
      else this.#wait(exchange);
    }
  }

  /** What a connection that ends still owed is sent on another, once. */
  #restart(exchanges: readonly Exchange[], error: Error): void {
    for (const exchange of exchanges) {
      if (this.#isClosed || !exchange.isRestartable(error)) exchange.lose(error);
      else {
        exchange.restart();
        this.#wait(exchange);
      }
    }
  }

  #watch(): void {
    clearTimeout(this.#check);
    this.#isWatching = this.#waiting.length > 0 || this.#idle.length < this.#open.size;
    const intervalMs = this.#isWatching ? CHECK_INTERVAL_MS : IDLE_CHECK_INTERVAL_MS;
    const isInUse = this.#isWatching || this.#open.size > 0;
    this.#check = isInUse ? setTimeout(() => this.#checkAll(), intervalMs) : undefined;
  }

  #checkAll(): void {
    const now = performance.now();
    for (const exchange of this.#waiting) this.#isOverdue(exchange, now);
    this.#waiting = this.#waiting.filter(({ isOver }) => !isOver);
    for (const connection of [...this.#open]) this.#checkConnection(connection, now);
    this.#watch();
  }

  #checkConnection(connection: Connection, now: number): void {
    const [first, ...behind] = connection.owed;
    for (const exchange of behind) this.#isOverdue(exchange, now);
    if (first !== undefined && this.#isOverdue(first, now)) {
      // Its answer may still come: nothing else can be read here.
      connection.close(new Error('an answer before was given up'));
      return;
    }
    const stalledMs = Math.max(STALLED_MS, STALLED_TIMES * this.#usualMs);
    if (now - connection.quietSince > stalledMs) this.#askElsewhere(behind);
    connection.check(now);
  }

  /** @returns whether its time is over; it fails then, unless it is answered */
  #isOverdue(exchange: Exchange, now: number): boolean {
    const { timeoutMs } = this.#options;
    if (now - exchange.askedAt < timeoutMs) return false;
    exchange.fail(new OverdueError(`no answer within ${timeoutMs} ms`));
    return true;
  }

  #askElsewhere(exchanges: readonly Exchange[]): void {
    for (const exchange of exchanges) {
      if (!exchange.isRepeatable) continue;
      if (!this.#options.mayRepeat()) return;
      exchange.divide();
      this.#wait(exchange);
    }
  }
}

/** A mutation goes alone. */
function endOfBatch(waiting: readonly Exchange[], from: number, most: number): number {
  let to = from + 1;
  if (waiting[from]?.isRead !== true) return to;
  while (to < waiting.length && to - from < most && waiting[to]?.isRead === true) to += 1;
  return to;
}
