import type { InstructionWorker } from '../instructions/worker.ts';
import { paymentsPolicy } from '../policy.ts';
import type { Services } from '../services.ts';
import { forgetOldWebhooks, processWebhooks } from './process-webhooks.ts';

/** Processes stored webhooks soon after they came, and those a crash left behind now and then. */
export class WebhookSweeper {
  readonly #services: Services;
  readonly #worker: InstructionWorker;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;
  #isAskedAgain = false;
  #isTidyingDue = false;

  constructor(services: Services, worker: InstructionWorker) {
    this.#services = services;
    this.#worker = worker;
    this.#timer = setInterval(() => {
      this.#isTidyingDue = true;
      this.sweep();
    }, paymentsPolicy.webhooks.sweepMs);
    this.#timer.unref();
  }

  /** Processes what is stored; calls that come meanwhile are one more round. */
  sweep(): void {
    if (this.#running !== undefined) {
      this.#isAskedAgain = true;
      return;
    }
    this.#running = this.#sweep().finally(() => {
      this.#running = undefined;
      if (!this.#isAskedAgain) return;
      this.#isAskedAgain = false;
      this.sweep();
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#isAskedAgain = false;
    await this.#running;
  }

  async #sweep(): Promise<void> {
    try {
      await processWebhooks(this.#services, this.#worker);
      if (!this.#isTidyingDue) return;
      this.#isTidyingDue = false;
      await forgetOldWebhooks(this.#services);
    } catch (error) {
      this.#services.logger.warn({ err: error }, 'webhooks could not be processed, trying again');
    }
  }
}
