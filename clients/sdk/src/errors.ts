/** One entry of a response's `errors`. */
export interface ResponseError {
  message: string;
  path?: readonly (string | number)[];
  extensions?: { code?: string; [key: string]: unknown };
}

/** The endpoint answered with `errors`; `code` is the first one's `extensions.code`. */
export class GraphQLResponseError extends Error {
  override readonly name = 'GraphQLResponseError';
  readonly errors: readonly ResponseError[];
  /** HTTP status of the answer, 0 when it came over a socket. */
  readonly httpStatus: number;

  constructor(errors: readonly ResponseError[], httpStatus = 0) {
    super(errors.map((error) => error.message).join('; ') || 'the endpoint gave no data');
    this.errors = errors;
    this.httpStatus = httpStatus;
  }

  /** The stable code of the first error, or `UNKNOWN`. */
  get code(): string {
    return this.errors[0]?.extensions?.code ?? 'UNKNOWN';
  }
}

/** The endpoint could not be reached, or answered something that is not GraphQL over HTTP. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code = 'TRANSPORT';
}

/** The payload of a mutation named something the caller can put right. */
export class UserErrors extends Error {
  override readonly name = 'UserErrors';
  readonly errors: readonly { code: string; message: string }[];

  constructor(errors: readonly { code: string; message: string }[]) {
    super(errors.map((error) => `${error.code}: ${error.message}`).join('; '));
    this.errors = errors;
  }

  /** The code of the first error. */
  get code(): string {
    return this.errors[0]?.code ?? 'UNKNOWN';
  }
}
