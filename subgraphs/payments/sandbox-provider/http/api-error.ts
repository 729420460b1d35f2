/** A refusal in Stripe's form. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: { readonly error: Readonly<Record<string, unknown>> };
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    error: { type: string; message: string; [more: string]: unknown },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(error.message);
    this.name = 'ApiError';
    this.status = status;
    this.body = { error };
    this.headers = headers;
  }
}

/** 400: what was asked for makes no sense, or not now. */
export function invalidRequest(message: string, code?: string, param?: string): ApiError {
  return new ApiError(400, {
    type: 'invalid_request_error',
    message,
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
  });
}

/** 404: no such object. */
export function missing(what: string): ApiError {
  return new ApiError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}.`,
  });
}

/** 503: nothing was done. */
export function unavailable(): ApiError {
  return new ApiError(503, { type: 'api_error', message: 'The provider is not available.' });
}
