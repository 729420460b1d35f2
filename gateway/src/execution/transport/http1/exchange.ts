/** What came back. */
export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** A subgraph took longer than it may. */
export class OverdueError extends Error {}

/** A subgraph has certainly not begun with what it was asked: it may be asked again, whatever that does. */
export class UntakenError extends Error {}

/** Who is told what became of a request: one of both, once. */
export interface Asker {
  succeed(reply: Reply): void;
  fail(error: Error): void;
}

/**
 * One request on its way. It can be on its way twice, on two connections: the first answer counts, and
 * it fails when it is lost on both.
 */
export class Exchange {
  /** Head and body as they are sent. */
  readonly request: string;
  /** Nothing happens if it is sent twice. */
  readonly isRead: boolean;
  /** In terms of `performance.now()`. */
  readonly askedAt = performance.now();
  readonly #asker: Asker;
  #ways = 1;
  #isRepeated = false;
  #isOver = false;

  constructor(request: string, isRead: boolean, asker: Asker) {
    this.request = request;
    this.isRead = isRead;
    this.#asker = asker;
  }

  /** Answered or failed. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether it may be sent once more than it was, even if it is being answered. */
  get isRepeatable(): boolean {
    return this.isRead && !this.#isRepeated && !this.#isOver;
  }

  /** Whether it may be sent once more than it was, after this error. */
  isRestartable(error: Error): boolean {
    if (!(error instanceof UntakenError)) return this.isRepeatable;
    return !this.#isRepeated && !this.#isOver;
  }

  /** It goes a second way beside the first. */
  divide(): void {
    this.#isRepeated = true;
    this.#ways += 1;
  }

  /** It goes anew, the way it went having come to nothing. */
  restart(): void {
    this.#isRepeated = true;
  }

  succeed(reply: Reply): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#asker.succeed(reply);
  }

  /** One of its ways has come to nothing. */
  lose(error: Error): void {
    this.#ways -= 1;
    if (this.#ways === 0) this.fail(error);
  }

  fail(error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#asker.fail(error);
  }
}
