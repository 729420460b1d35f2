import { isTracing, rememberCauses } from '@tiffin/telemetry';
import { eventsPolicy } from '../policy.ts';
import { causesIn } from '../redis/wake-up-message.ts';

const NONE: readonly string[] = [];

/** The published event that an entry of a log tells of. */
export interface Origin {
  readonly subject: string;
  readonly sequence: number;
}

/**
 * What wake-ups said of the traces in which the entries came to be that are about to be read. Bounded, and
 * lost with the wake-up: it serves traces alone.
 */
export class PendingCauses {
  /** By subject and sequence. */
  readonly #named = new Map<string, string>();
  /** Of whatever is read next. */
  #unnamed: string[] = [];

  /** A wake-up came. Does nothing while spans are not recorded. */
  heard(message: unknown): void {
    if (!isTracing()) return;
    for (const { subject, sequence, traceparent } of causesIn(message)) {
      if (subject === undefined || sequence === undefined) {
        this.#unnamed = [traceparent, ...this.#unnamed].slice(0, eventsPolicy.maxWakeUpCauses);
        continue;
      }
      this.#named.set(nameOf({ subject, sequence }), traceparent);
      const [oldest] = this.#named.keys();
      if (this.#named.size > eventsPolicy.maxPendingCauses && oldest !== undefined) {
        this.#named.delete(oldest);
      }
    }
  }

  /** Taken before a page is read: what comes during the reading may be of the next one. */
  takeUnnamed(): readonly string[] {
    if (this.#unnamed.length === 0) return NONE;
    const taken = this.#unnamed;
    this.#unnamed = [];
    return taken;
  }

  /** Attaches to the entries of a page what led to them. */
  attachTo<E extends object>(
    entries: readonly E[],
    unnamed: readonly string[],
    originOf: (entry: E) => Origin,
  ): void {
    if (this.#named.size === 0 && unnamed.length === 0) return;
    for (const entry of entries) {
      const name = nameOf(originOf(entry));
      const cause = this.#named.get(name);
      this.#named.delete(name);
      rememberCauses(entry, cause === undefined ? unnamed : [cause]);
    }
  }
}

function nameOf({ subject, sequence }: Origin): string {
  return `${sequence} ${subject}`;
}
