import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { GraphQLError } from 'graphql';
import type { Identity, Logger } from '@tiffin/service';
import type { PreparedOperation } from '../execution/prepared-operation.ts';
import { gatewayError } from '../security/gateway-error.ts';
import { OverloadLevel } from './overload-level.ts';
import { overloadMetrics } from './overload-metrics.ts';
import { SAMPLE_MS, SHED_RETRY_AFTER_MS } from './overload-policy.ts';
import { rootFieldsOf } from './root-fields.ts';
import { ShedFields } from './shed-fields.ts';
import type { SheddingPolicy } from './shedding-policy.ts';

const DELAY_RESOLUTION_MS = 20;
const DELAY_PERCENTILE = 90;
const NS_PER_MS = 1e6;

export interface OverloadOptions {
  policy: SheddingPolicy;
  /** Delay of the event loop from which on we count as overloaded. */
  overloadedMs: number;
  logger: Logger;
}

/** What is shed now, as the delay of the event loop demands and the operator's policy orders. */
export class Overload {
  readonly #options: OverloadOptions;
  readonly #level: OverloadLevel;
  readonly #delay: ReturnType<typeof monitorEventLoopDelay>;
  readonly #timer: NodeJS.Timeout;
  #shed: ShedFields | undefined;
  #flag: string | undefined;
  #spacing: { intervalMs: number; level: string } | undefined;

  constructor(options: OverloadOptions) {
    this.#options = options;
    this.#level = new OverloadLevel(options.policy.levels.length, options.overloadedMs);
    this.#delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
    this.#delay.enable();
    this.#timer = setInterval(() => this.#look(), SAMPLE_MS);
    this.#timer.unref();
  }

  /** Names of the levels in force, for the client; undefined when nothing is shed. */
  get flag(): string | undefined {
    return this.#flag;
  }

  /** How far apart events go out that may be left out for newer ones; undefined for as they come. */
  get spacing(): { intervalMs: number; level: string } | undefined {
    return this.#spacing;
  }

  /** Whether nothing of an operation is served to this caller now. What is served in part is served whole. */
  isShed(operation: PreparedOperation, identity: Identity): boolean {
    return this.#shed?.levelOf(rootFieldsOf(operation), identity) !== undefined;
  }

  refusal(operation: PreparedOperation, identity: Identity): GraphQLError | undefined {
    const level = this.#shed?.levelOf(rootFieldsOf(operation), identity);
    if (level === undefined) return undefined;
    overloadMetrics.shed.inc({ level });
    return gatewayError('SERVICE_UNAVAILABLE', 'Not served while we are overloaded; try later.', {
      extensions: { degraded: level, retryAfterMs: SHED_RETRY_AFTER_MS, http: { status: 503 } },
    });
  }

  /** Takes a measurement of the event loop's delay into account. */
  sample(delayMs: number): void {
    overloadMetrics.delay.set(delayMs / 1_000);
    const before = this.#level.level;
    const level = this.#level.sample(delayMs);
    if (level !== before) this.#enter(level, delayMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#delay.disable();
    this.#enter(0, 0);
  }

  #look(): void {
    // The histogram counts its own resolution as part of each delay.
    const delayMs = this.#delay.percentile(DELAY_PERCENTILE) / NS_PER_MS - DELAY_RESOLUTION_MS;
    this.#delay.reset();
    this.sample(Math.max(0, delayMs));
  }

  #enter(level: number, delayMs: number): void {
    const { policy, logger } = this.#options;
    const active = policy.levels.slice(0, level);
    this.#shed = active.length === 0 ? undefined : new ShedFields(active, policy.never);
    const flag = active.map(({ name }) => name).join(', ');
    const isWorse = flag.length > (this.#flag?.length ?? 0);
    this.#flag = flag === '' ? undefined : flag;
    const spacing = active.findLast(({ eventIntervalMs }) => eventIntervalMs !== undefined);
    this.#spacing =
      spacing?.eventIntervalMs === undefined
        ? undefined
        : { intervalMs: spacing.eventIntervalMs, level: spacing.name };
    overloadMetrics.level.set(level);
    const facts = { level, shed: flag, delayMs: Math.round(delayMs) };
    if (isWorse) logger.warn(facts, 'overloaded: more is shed');
    else logger.info(facts, 'overload eases: less is shed');
  }
}
