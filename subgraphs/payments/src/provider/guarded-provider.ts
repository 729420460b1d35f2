import { setTimeout as pause } from 'node:timers/promises';

import { processClock, type ProcessClock } from '@tiffin/kernel';
import { counter, gauge } from '@tiffin/telemetry';

import { paymentsPolicy } from '../policy.ts';
import {
  admit,
  closedBreaker,
  record,
  waitMs,
  type BreakerPolicy,
  type BreakerState,
} from './circuit-breaker.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { BreakerOpenError, ProviderUnavailableError } from './provider-error.ts';

const calls = counter({
  name: 'tiffin_payments_provider_calls_total',
  help: 'Calls to the payment provider by result: answered, failed or refused by the breaker.',
  labelNames: ['result'],
});
const openness = gauge({
  name: 'tiffin_payments_breaker_open',
  help: '1 while the payment provider is taken for down.',
});

export interface GuardPolicy {
  readonly breaker: BreakerPolicy;
  /** Further tries of one call, and the pause before the first of them; it doubles. */
  readonly retries: number;
  readonly retryBaseMs: number;
}

const defaultPolicy: GuardPolicy = { breaker: paymentsPolicy.breaker, ...paymentsPolicy.provider };

/** A provider behind a circuit breaker, with a few repetitions of what got no answer. */
export class GuardedProvider {
  readonly #provider: PaymentProvider;
  readonly #policy: GuardPolicy;
  readonly #clock: ProcessClock;
  readonly #stop = new AbortController();
  #state: BreakerState = closedBreaker();

  constructor(
    provider: PaymentProvider,
    policy: GuardPolicy = defaultPolicy,
    clock: ProcessClock = processClock,
  ) {
    this.#provider = provider;
    this.#policy = policy;
    this.#clock = clock;
  }

  /** How many calls would be let through now. */
  capacity(): number {
    if (this.#state.kind === 'closed') return Infinity;
    if (this.#state.kind === 'half-open') return this.#state.isProbing ? 0 : 1;
    return this.waitMs() === 0 ? 1 : 0;
  }

  /** Milliseconds until a call has a chance, 0 when it has one now. */
  waitMs(): number {
    return waitMs(this.#state, this.#clock.now());
  }

  /**
   * Calls the provider; what got no answer is repeated a few times, so it must carry an idempotency key or only read.
   *
   * @throws BreakerOpenError when nothing was sent at all
   */
  async call<Result>(ask: (provider: PaymentProvider) => Promise<Result>): Promise<Result> {
    let unanswered: ProviderUnavailableError | undefined;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#once(ask);
      } catch (error) {
        if (!(error instanceof ProviderUnavailableError)) throw error;
        // That the breaker opened meanwhile must not hide that something was sent before.
        if (error instanceof BreakerOpenError) throw unanswered ?? error;
        unanswered = error;
        if (attempt >= this.#policy.retries || this.#stop.signal.aborted) throw error;
        await this.#pauseMs(this.#policy.retryBaseMs * 2 ** attempt, error);
      }
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#provider.close();
  }

  async #once<Result>(ask: (provider: PaymentProvider) => Promise<Result>): Promise<Result> {
    const admission = admit(this.#state, this.#clock.now());
    this.#move(admission.state);
    if (!admission.isAdmitted) {
      calls.inc({ result: 'refused' });
      throw new BreakerOpenError();
    }
    const { generation } = admission.state;
    try {
      const result = await ask(this.#provider);
      this.#record(generation, false);
      return result;
    } catch (error) {
      this.#record(generation, error instanceof ProviderUnavailableError);
      throw error;
    }
  }

  #record(generation: number, hasFailed: boolean): void {
    calls.inc({ result: hasFailed ? 'failed' : 'answered' });
    this.#move(record(this.#state, generation, hasFailed, this.#clock.now(), this.#policy.breaker));
  }

  #move(state: BreakerState): void {
    this.#state = state;
    openness.set(state.kind === 'closed' ? 0 : 1);
  }

  async #pauseMs(durationMs: number, error: unknown): Promise<void> {
    try {
      await pause(durationMs, undefined, { signal: this.#stop.signal });
    } catch {
      throw error;
    }
  }
}
