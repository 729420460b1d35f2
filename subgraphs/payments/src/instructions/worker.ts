import { counter, gauge } from '@tiffin/telemetry';

import { paymentsPolicy } from '../policy.ts';
import { BreakerOpenError, ProviderRefusedError } from '../provider/provider-error.ts';
import type { Services } from '../services.ts';
import { carryOut, MisfitError, pauseAfterFailureMs } from './carry-out.ts';
import type { ClaimedInstruction } from './instruction.ts';
import {
  claimInstructions,
  parkInstruction,
  releaseInstruction,
  releaseUnsentInstruction,
  renewLeases,
} from './queue.ts';

const { instructions: policy } = paymentsPolicy;

const outcomes = counter({
  name: 'tiffin_payments_instructions_total',
  help: 'Payment instructions carried out, by kind and outcome.',
  labelNames: ['kind', 'outcome'],
});
const underWay = gauge({
  name: 'tiffin_payments_instructions_under_way',
  help: 'Payment instructions this process works on.',
});

/** Carries out payment instructions until it is closed; any number of processes may do so side by side. */
export class InstructionWorker {
  readonly #services: Services;
  readonly #running = new Map<string, Promise<void>>();
  readonly #renewal: NodeJS.Timeout;
  #isClosed = false;
  #wake: () => void = () => undefined;
  #isPoked = false;
  readonly #loop: Promise<void>;

  constructor(services: Services) {
    this.#services = services;
    this.#renewal = setInterval(() => void this.#renew(), policy.renewLeaseMs);
    this.#loop = this.#run();
  }

  /** There is something to do; call it after the commit that wrote it. */
  poke(): void {
    this.#isPoked = true;
    this.#wake();
  }

  /** Carries out an instruction that the caller has leased to itself. Never rejects. */
  async work(instruction: ClaimedInstruction): Promise<void> {
    const run = this.#carryOut(instruction).finally(() => {
      this.#running.delete(instruction.id);
      underWay.set(this.#running.size);
      this.poke();
    });
    this.#running.set(instruction.id, run);
    underWay.set(this.#running.size);
    await run;
  }

  /** Takes nothing more, and gives what is under way a little time to end. */
  async drain(): Promise<void> {
    this.#isClosed = true;
    this.poke();
    await this.#loop;
    let timer: NodeJS.Timeout | undefined;
    const overdue = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, policy.drainMs);
    });
    await Promise.race([this.#ended(), overdue]);
    clearTimeout(timer);
  }

  /** Ends when nothing is under way any more: call it once the provider is closed, after `drain`. */
  async close(): Promise<void> {
    await this.#ended();
    clearInterval(this.#renewal);
  }

  async #ended(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }

  async #run(): Promise<void> {
    while (!this.#isClosed) {
      try {
        await this.#take();
        await this.#sleep(Math.max(policy.pollMs, this.#services.provider.waitMs()));
      } catch (error) {
        this.#services.logger.warn({ err: error }, 'instructions cannot be read, trying again');
        await this.#sleep(policy.outagePauseMs);
      }
    }
  }

  /** Takes what is due, as far as there is room and the breaker lets calls through. */
  async #take(): Promise<void> {
    const { provider, pool } = this.#services;
    while (!this.#isClosed) {
      const room = Math.min(policy.concurrency - this.#running.size, provider.capacity());
      if (room <= 0) return;
      const claimed = await claimInstructions(pool, room);
      for (const instruction of claimed) void this.work(instruction);
      if (claimed.length < room) return;
    }
  }

  async #carryOut(instruction: ClaimedInstruction): Promise<void> {
    const { kind, id } = instruction;
    try {
      const result = await carryOut(this.#services, instruction);
      if (result.kind === 'later') {
        await releaseInstruction(this.#services.pool, id, result.pauseMs, null);
      }
      outcomes.inc({ kind, outcome: result.kind });
    } catch (error) {
      await this.#failed(instruction, error);
    }
  }

  async #failed(instruction: ClaimedInstruction, error: unknown): Promise<void> {
    const { pool, logger } = this.#services;
    const { id, kind, attempts } = instruction;
    const facts = { err: error, instruction: id, kind, attempts };
    const reason = error instanceof Error ? error.message : String(error);
    try {
      if (error instanceof BreakerOpenError) {
        outcomes.inc({ kind, outcome: 'waiting' });
        await releaseUnsentInstruction(pool, id);
      } else if (isPermanent(error)) {
        outcomes.inc({ kind, outcome: 'parked' });
        logger.error(facts, 'a payment instruction cannot be carried out and is parked');
        await parkInstruction(pool, id, reason);
      } else {
        outcomes.inc({ kind, outcome: 'failed' });
        logger.warn(facts, 'a payment instruction got no answer and will be repeated');
        await releaseInstruction(pool, id, pauseAfterFailureMs(attempts), reason);
      }
    } catch (failure) {
      // Its lease ends by itself, and it is taken again.
      logger.warn({ ...facts, err: failure }, 'a payment instruction could not be given back');
    }
  }

  async #renew(): Promise<void> {
    if (this.#running.size === 0) return;
    try {
      await renewLeases(this.#services.pool, [...this.#running.keys()]);
    } catch (error) {
      this.#services.logger.warn({ err: error }, 'leases could not be renewed');
    }
  }

  async #sleep(durationMs: number): Promise<void> {
    if (!this.#isPoked && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, durationMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#isPoked = false;
    this.#wake = () => undefined;
  }
}

/** Whether repeating cannot help: the provider's no, a misfit, or a violated constraint (class 23). */
function isPermanent(error: unknown): boolean {
  if (error instanceof ProviderRefusedError || error instanceof MisfitError) return true;
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.startsWith('23');
}
