/** The provider gave no usable answer: what was asked may or may not have happened. Repeat it with the same key. */
export class ProviderUnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProviderUnavailableError';
  }
}

/** Not even tried: the breaker is open. Nothing has happened. */
export class BreakerOpenError extends ProviderUnavailableError {
  constructor() {
    super('the provider is taken for down, the call was not made');
    this.name = 'BreakerOpenError';
  }
}

/** The provider answered that this cannot be done; repeating does not help. */
export class ProviderRefusedError extends Error {
  /** The provider's code. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'ProviderRefusedError';
    this.code = code;
  }
}
