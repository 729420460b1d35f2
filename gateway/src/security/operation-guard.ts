import { GraphQLError } from 'graphql';
import { COST_LIMIT } from './cost/cost-policy.ts';
import { weigh, type Variables } from './cost/weigh.ts';
import type { OperationDemand } from './operation-demand.ts';
import type { GuardedClient } from './rate-limits/callers.ts';
import type { Charge, Charges } from './rate-limits/charges.ts';
import { admission, refusal } from './rate-limits/rate-verdict.ts';
import type { RateLimiter } from './rate-limits/rate-limiter.ts';
import { FREE, tooExpensive, type Verdict } from './verdict.ts';

export type { GuardedClient } from './rate-limits/callers.ts';
export type { Verdict } from './verdict.ts';

/** What of callers is limited in a minute. */
export interface Rates {
  charges: Charges;
  limiter: RateLimiter;
}

export interface GuardOptions {
  /** Most that one operation may cost; undefined for the default where the schema declares costs. */
  costLimit: number | undefined;
  /** Undefined: nobody's rate is limited. */
  rates: Rates | undefined;
  /** Milliseconds of a clock that only goes forward. */
  now: () => number;
}

/** Holds an operation's cost and rate against what its caller may spend, before it runs. */
export class OperationGuard {
  readonly #costLimit: number | undefined;
  readonly #rates: Rates | undefined;
  readonly #now: () => number;

  constructor({ costLimit, rates, now }: GuardOptions) {
    this.#costLimit = costLimit;
    this.#rates = rates;
    this.#now = now;
  }

  /**
   * Counts the operation and decides: at once, unless a limit is so nearly spent, or so small, that
   * only the sum of all gateways can tell.
   */
  check(
    demand: OperationDemand,
    variables: Variables,
    client: GuardedClient,
  ): Verdict | Promise<Verdict> {
    // A schema that declares no costs has nothing to weigh by, unless somebody wants it weighed.
    const costLimit = this.#costLimit ?? (demand.declaresCost ? COST_LIMIT : undefined);
    let cost: number;
    try {
      cost = weigh(demand.cost, variables);
    } catch (error) {
      if (error instanceof GraphQLError) return { refusal: error, headers: [] };
      throw error;
    }
    if (costLimit !== undefined && cost > costLimit) return tooExpensive(cost, costLimit);
    if (this.#rates === undefined) return FREE;
    const { charges, limiter } = this.#rates;
    const now = this.#now();
    // Points are whole, weights need not be.
    const points = costLimit === undefined ? undefined : cost > 0 ? Math.ceil(cost) : 0;
    const charged = charges.of(demand, points, client, now);
    let isRefused = false;
    let isAsked = false;
    for (const charge of charged) {
      const decision = limiter.decide(charge.tally, charge.points, now);
      if (decision === 'refuse') isRefused = charge.isRefused = true;
      else if (decision === 'ask') isAsked = charge.isAsked = true;
    }
    // What is refused here is counted nowhere.
    if (isRefused) return refusal(charged, now);
    if (isAsked) return this.#ask(charged, limiter, now);
    for (const { tally, points: spent } of charged) limiter.admit(tally, spent);
    return admission(charged, now);
  }

  async #ask(charged: readonly Charge[], limiter: RateLimiter, now: number): Promise<Verdict> {
    const asked: Promise<void>[] = [];
    let isRefused = false;
    for (const charge of charged) {
      if (charge.isAsked) {
        const answer = limiter.ask(charge.tally, charge.points, now);
        asked.push(
          answer.then((isAdmitted) => {
            charge.isRefused = !isAdmitted;
            isRefused ||= !isAdmitted;
          }),
        );
      } else {
        limiter.admit(charge.tally, charge.points);
      }
    }
    await Promise.all(asked);
    return isRefused ? refusal(charged, this.#now()) : admission(charged, this.#now());
  }
}
