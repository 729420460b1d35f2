/** What the generator is asked for. */
export interface LoadOrder {
  /** Endpoint that is asked. */
  url: string;
  /** Bodies, sent in turn. */
  bodies: readonly string[];
  /** `Authorization` values, in turn too. */
  authorizations: readonly string[];
  /** Each has one request under way at a time. */
  connections: number;
  durationMs: number;
  /** Enough is enough, even sooner; without it, only time ends it. */
  answers?: number;
}

/** What came of it. */
export interface LoadResult {
  answers: number;
  /** Answers that were not 200, or told of errors. */
  failures: number;
  /** From the first request to the last answer. */
  elapsedMs: number;
  /** Of each answer. */
  latenciesMs: readonly number[];
}
