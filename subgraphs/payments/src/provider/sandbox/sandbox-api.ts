import { Pool } from 'undici';

import { paymentsPolicy } from '../../policy.ts';
import { ProviderRefusedError, ProviderUnavailableError } from '../provider-error.ts';
import { errorAnswer } from './answers.ts';

const { provider: policy } = paymentsPolicy;

export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly idempotencyKey?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Statuses that are about the moment, or about our own key, and not about what was asked. */
const TRANSIENT: ReadonlySet<number> = new Set([401, 403, 409, 429]);
const PAYMENT_REQUIRED = 402;

/** One connection pool to the provider; one request, one attempt. */
export class SandboxApi {
  readonly #pool: Pool;
  readonly #base: URL;
  readonly #apiKey: string;

  constructor(url: string, apiKey: string) {
    this.#base = new URL(url);
    this.#apiKey = apiKey;
    this.#pool = new Pool(this.#base.origin, {
      connections: policy.connections,
      connectTimeout: policy.timeoutMs,
      headersTimeout: policy.timeoutMs,
      bodyTimeout: policy.timeoutMs,
      maxResponseSize: policy.maxAnswerBytes,
    });
  }

  /**
   * @returns the answer of a request that worked or whose card was declined (402)
   * @throws ProviderUnavailableError, ProviderRefusedError
   */
  async send(request: ApiRequest): Promise<ApiAnswer> {
    const answer = await this.#exchange(request);
    if (answer.status < 300 || answer.status === PAYMENT_REQUIRED) return answer;
    if (answer.status >= 500 || TRANSIENT.has(answer.status)) {
      throw new ProviderUnavailableError(`the provider answered ${answer.status}`);
    }
    const parsed = errorAnswer.safeParse(answer.body);
    const code = parsed.success
      ? (parsed.data.error.code ?? parsed.data.error.type)
      : `http_${answer.status}`;
    throw new ProviderRefusedError(code, `the provider refused: ${code}`);
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  async #exchange({ method, path, form, idempotencyKey }: ApiRequest): Promise<ApiAnswer> {
    try {
      const response = await this.#pool.request({
        method,
        path,
        headers: {
          authorization: `Bearer ${this.#apiKey}`,
          accept: 'application/json',
          ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
        signal: AbortSignal.timeout(policy.timeoutMs),
      });
      return { status: response.statusCode, body: await response.body.json() };
    } catch (error) {
      throw new ProviderUnavailableError('the provider gave no answer', { cause: error });
    }
  }
}
