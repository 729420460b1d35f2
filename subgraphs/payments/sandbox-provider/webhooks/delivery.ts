import { setTimeout as pause } from 'node:timers/promises';

import { request } from 'undici';
import type { Logger } from '@tiffin/telemetry';

import { sandboxPolicy } from '../policy.ts';
import type { ProviderEvent, Records } from '../records/records.ts';
import { signWebhook } from './signature.ts';

const { webhook: policy } = sandboxPolicy;

export interface DeliveryOptions {
  readonly url: string;
  readonly secret: string;
  readonly records: Records;
  readonly logger: Logger;
}

/** Tells the webhook of events, each up to a bounded number of times; what a crash cut short is told again. */
export class WebhookDelivery {
  readonly #options: DeliveryOptions;
  readonly #stop = new AbortController();
  readonly #waiting: ProviderEvent[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(options: DeliveryOptions) {
    this.#options = options;
    for (const event of options.records.undelivered()) this.enqueue(event);
  }

  enqueue(event: ProviderEvent): void {
    if (this.#stop.signal.aborted) return;
    this.#waiting.push(event);
    if (this.#waiting.length > policy.maxWaiting) {
      const given = this.#waiting.shift();
      this.#options.logger.warn({ event: given?.id }, 'too many webhooks wait, the oldest is lost');
      if (given !== undefined) void this.#options.records.write({ settledEvent: given.id });
    }
    this.#pump();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#running);
  }

  #pump(): void {
    while (this.#running.size < policy.concurrency && !this.#stop.signal.aborted) {
      const event = this.#waiting.shift();
      if (event === undefined) return;
      const run: Promise<void> = this.#deliver(event).finally(() => {
        this.#running.delete(run);
        this.#pump();
      });
      this.#running.add(run);
    }
  }

  async #deliver(event: ProviderEvent): Promise<void> {
    const { records, logger } = this.#options;
    for (let attempt = 0; attempt < policy.attempts; attempt += 1) {
      if (await this.#tell(event)) {
        await records.write({ settledEvent: event.id });
        return;
      }
      const delayMs = Math.min(policy.retryCeilingMs, policy.retryBaseMs * 2 ** attempt);
      try {
        await pause(delayMs, undefined, { signal: this.#stop.signal });
      } catch {
        return;
      }
    }
    logger.warn({ event: event.id, type: event.type }, 'a webhook was not taken and is given up');
    await records.write({ settledEvent: event.id });
  }

  async #tell(event: ProviderEvent): Promise<boolean> {
    const body = JSON.stringify(event);
    try {
      const answer = await request(this.#options.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'stripe-signature': signWebhook(
            this.#options.secret,
            body,
            Math.floor(Date.now() / 1000),
          ),
        },
        body,
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(policy.timeoutMs)]),
      });
      await answer.body.dump();
      return answer.statusCode >= 200 && answer.statusCode < 300;
    } catch {
      return false;
    }
  }
}
