import { createHash } from 'node:crypto';

import { sandboxPolicy } from '../policy.ts';
import type { KeptAnswer, ProviderEvent, Records } from '../records/records.ts';
import type { PaymentIntent, Refund } from '../intents/intent.ts';
import { ApiError, invalidRequest } from './api-error.ts';
import type { Parameters } from './parameters.ts';

/** What a request changed and answers. */
export interface Effect {
  readonly status: number;
  readonly body: unknown;
  readonly intent?: PaymentIntent;
  readonly refund?: Refund;
  readonly event?: ProviderEvent;
}

export interface KeyedRequest {
  readonly key: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly parameters: Parameters;
}

/**
 * Stripe's idempotency: a key's first answer, refusals of the card included, is kept and given again; the same key with
 * other parameters is an error, and so is a key whose first request is still under way. Invalid requests are not kept.
 */
export class Idempotency {
  readonly #records: Records;
  readonly #underWay = new Set<string>();

  constructor(records: Records) {
    this.#records = records;
  }

  async run(
    request: KeyedRequest,
    work: () => Effect,
  ): Promise<{ effect: Effect; replayed: boolean }> {
    const { key } = request;
    if (key === undefined) {
      const effect = work();
      await this.#write(effect, undefined);
      return { effect, replayed: false };
    }
    if (key === '' || key.length > sandboxPolicy.maxIdempotencyKeyLength) {
      throw invalidRequest('The idempotency key is empty or too long.');
    }
    const fingerprint = fingerprintOf(request);
    const kept = this.#records.answer(key);
    if (kept !== undefined) return this.#replay(kept, fingerprint);
    if (this.#underWay.has(key)) throw keyInUse();
    this.#underWay.add(key);
    try {
      const effect = work();
      const { status, body } = effect;
      await this.#write(effect, { key, fingerprint, status, body });
      return { effect, replayed: false };
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #replay(
    kept: KeptAnswer,
    fingerprint: string,
  ): Promise<{ effect: Effect; replayed: boolean }> {
    if (this.#underWay.has(kept.key)) throw keyInUse();
    if (kept.fingerprint !== fingerprint) {
      throw new ApiError(400, {
        type: 'idempotency_error',
        message: 'This idempotency key was used with other parameters.',
      });
    }
    await this.#records.durable();
    return { effect: { status: kept.status, body: kept.body }, replayed: true };
  }

  async #write(effect: Effect, answer: KeptAnswer | undefined): Promise<void> {
    const { intent, refund, event } = effect;
    await this.#records.write({
      ...(intent === undefined ? {} : { intent }),
      ...(refund === undefined ? {} : { refund }),
      ...(event === undefined ? {} : { event }),
      ...(answer === undefined ? {} : { answer }),
    });
  }
}

function keyInUse(): ApiError {
  return new ApiError(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: 'A request with this idempotency key is under way.',
  });
}

function fingerprintOf({ method, path, parameters }: KeyedRequest): string {
  const sorted = [...parameters].sort(([first], [second]) => (first < second ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([method, path, sorted]))
    .digest('hex');
}
