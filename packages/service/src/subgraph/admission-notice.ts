import type { ExecutionResult } from 'graphql';

/**
 * In the `extensions` of a `subscribe` payload: the caller wants to be told when the source has admitted
 * them, which a quiet stream would not show for long. In those of a result without data: it has.
 */
export const ADMISSION_EXTENSION = 'admission';

const NOTICE: ExecutionResult = { extensions: { [ADMISSION_EXTENSION]: true } };

export function asksForAdmission(extensions: Readonly<Record<string, unknown>> | null | undefined) {
  return extensions?.[ADMISSION_EXTENSION] === true;
}

/** Whether a result says nothing but that the caller has been admitted. */
export function isAdmissionNotice({ data, errors, extensions }: ExecutionNotice): boolean {
  return data === undefined && errors === undefined && extensions?.[ADMISSION_EXTENSION] === true;
}

interface ExecutionNotice {
  data?: unknown;
  errors?: unknown;
  extensions?: Readonly<Record<string, unknown>>;
}

/** The same results behind the notice. Whoever has them has been admitted. */
export class AnnouncedResults implements AsyncGenerator<ExecutionResult, void, void> {
  readonly #results: AsyncGenerator<ExecutionResult, void, void>;
  #isAnnounced = false;

  constructor(results: AsyncGenerator<ExecutionResult, void, void>) {
    this.#results = results;
  }

  next(): Promise<IteratorResult<ExecutionResult, void>> {
    if (this.#isAnnounced) return this.#results.next();
    this.#isAnnounced = true;
    return Promise.resolve({ done: false, value: NOTICE });
  }

  return(): Promise<IteratorResult<ExecutionResult, void>> {
    return this.#results.return();
  }

  throw(error: unknown): Promise<IteratorResult<ExecutionResult, void>> {
    return this.#results.throw(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
