import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Contestant } from '../contestants/contestant.ts';
import { OPENING_SEQUENCE, type Emission } from '../graph/emission.ts';
import { startJsonProcess, type JsonProcess } from '../measuring/json-process.ts';
import { readProcessFigures } from '../measuring/process-figures.ts';
import { ARRIVAL_TIMEOUT_MS, SETTLE_MS, type Scenario, type Turn } from './fanout-bench-policy.ts';
import type { AudienceFigures, TurnFigures } from './fanout-figures.ts';
import type { SubscriberOrder, SubscriberState } from './subscriber-orders.ts';

export interface AudienceOptions {
  contestant: Contestant;
  scenario: Scenario;
  authorizations: readonly string[];
  /** Makes an event where the contestant gets its events from. */
  emit: (emission: Emission) => Promise<void>;
  folder: string;
}

const ENTRY = join(import.meta.dirname, 'subscribers-main.ts');

/** All the sockets of one contestant, held by a process of their own. */
export class Audience {
  readonly process;
  readonly #options: AudienceOptions;
  readonly #subscribers: JsonProcess<SubscriberOrder, SubscriberState>;
  readonly #residentBefore: number;
  readonly #residentAfter: number;
  #sequence = OPENING_SEQUENCE;
  #last: SubscriberState;

  private constructor(
    options: AudienceOptions,
    subscribers: JsonProcess<SubscriberOrder, SubscriberState>,
    residentBefore: number,
    state: SubscriberState,
  ) {
    this.#options = options;
    this.#subscribers = subscribers;
    this.process = subscribers.process;
    this.#residentBefore = residentBefore;
    this.#residentAfter = readProcessFigures(options.contestant.process.pid).residentBytes;
    this.#last = state;
  }

  /**
   * Opens every socket and waits until each has had a first event.
   * @throws Error when some do not get that far
   */
  static async gather(options: AudienceOptions): Promise<Audience> {
    const { contestant, scenario, authorizations, folder } = options;
    const { sockets, channels } = scenario;
    const name = `subscribers-${contestant.name}-${channels}x${sockets}`;
    const subscribers = await startJsonProcess<SubscriberOrder, SubscriberState>(
      name,
      ENTRY,
      folder,
    );
    const residentBefore = readProcessFigures(contestant.process.pid).residentBytes;
    try {
      await subscribers.tell({
        kind: 'open',
        url: contestant.url.replace(/^http/, 'ws'),
        authorizations: authorizations.slice(0, sockets),
        group: contestant.name,
        channels,
      });
      const state = await subscribers.tell({
        kind: 'await',
        sequence: OPENING_SEQUENCE,
        timeoutMs: ARRIVAL_TIMEOUT_MS,
      });
      if (state.arrived < sockets) {
        throw new Error(`only ${state.arrived} of ${sockets} subscriptions began`);
      }
      await delay(SETTLE_MS);
      return new Audience(options, subscribers, residentBefore, state);
    } catch (error) {
      await subscribers.process.stop();
      throw error;
    }
  }

  /** Events one after the other, for a while. */
  async takeTurn({ turnMs, eventsPerTurn }: Turn): Promise<TurnFigures> {
    const { contestant, scenario, emit } = this.#options;
    const { pid } = contestant.process;
    const latenciesMs: number[] = [];
    const before = readProcessFigures(pid);
    const startedAt = performance.now();
    let deliveries = 0;
    let events = 0;
    do {
      this.#sequence += 1;
      events += 1;
      const { channels } = scenario;
      await emit({ group: contestant.name, channels, sequence: this.#sequence });
      this.#last = await this.#subscribers.tell({
        kind: 'await',
        sequence: this.#sequence,
        timeoutMs: ARRIVAL_TIMEOUT_MS,
      });
      deliveries += this.#last.latenciesMs.length;
      latenciesMs.push(...this.#last.latenciesMs);
    } while (events < eventsPerTurn && performance.now() - startedAt < turnMs);
    const elapsedMs = performance.now() - startedAt;
    const cpuMs = readProcessFigures(pid).cpuMs - before.cpuMs;
    return { contestant: contestant.name, events, deliveries, latenciesMs, cpuMs, elapsedMs };
  }

  figures(): AudienceFigures {
    const { closed, outOfSequence, failures } = this.#last;
    return {
      contestant: this.#options.contestant.name,
      residentBefore: this.#residentBefore,
      residentAfter: this.#residentAfter,
      closed,
      outOfSequence,
      failures,
    };
  }
}
