import { GraphQLError } from 'graphql';
import type { Identity } from '@tiffin/service';
import { counter } from '@tiffin/telemetry';
import { COST_LIMIT } from './cost/cost-policy.ts';
import { weigh, type Variables } from './cost/weigh.ts';
import { gatewayError } from './gateway-error.ts';
import type { OperationDemand } from './operation-demand.ts';
import type { LimitStore } from './rate-limits/limit-store.ts';
import { windowOf, type LimitWindow } from './rate-limits/limit-window.ts';
import type { AddressSet } from './rate-limits/client-address.ts';
import { siteOf } from './rate-limits/client-address.ts';
import {
  rateLimitHeaders,
  seconds,
  type Header,
  type LimitState,
} from './rate-limits/rate-limit-headers.ts';
import type { RateLimitPolicy, Tier } from './rate-limits/rate-limit-policy.ts';
import type { Standing, WindowCounters } from './rate-limits/window-counters.ts';

/** Who asks, as far as limits go. */
export interface GuardedClient {
  readonly identity: Identity;
  /** Where the request comes from, proxies of ours taken away. */
  readonly address: string;
  /** The API key it came with. */
  readonly apiKeyId?: string | undefined;
}

/** Whether an operation may run now, and what the caller is told about limits either way. */
export interface Verdict {
  refusal: GraphQLError | undefined;
  headers: readonly Header[];
}

export interface GuardOptions {
  /** Undefined: nobody's rate is limited. */
  policy: RateLimitPolicy | undefined;
  /** Most that one operation may cost; undefined for the default where the schema declares costs. */
  costLimit: number | undefined;
  /** Addresses whose sum is not limited: there are many callers behind them. */
  exempt: AddressSet;
  /** Domain milliseconds in one of the wall. */
  domainSpeed: number;
  /** Limits of classes. */
  store: LimitStore;
  /** Budgets and the limit per address, which each gateway keeps for itself. */
  counters: WindowCounters;
}

const refusals = counter({
  name: 'tiffin_gateway_operations_refused_total',
  help: 'Operations refused for what they cost or how often they came, by reason',
  labelNames: ['reason'],
});

const FREE: Verdict = { refusal: undefined, headers: [] };

/** Holds an operation's cost and rate against what its caller may spend, before it runs. */
export class OperationGuard {
  readonly #options: GuardOptions;
  readonly #premiumRoles: ReadonlySet<string>;

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#premiumRoles = new Set(options.policy?.premiumRoles);
  }

  /** Counts the operation and decides. At once where no limit shared by several gateways is met. */
  check(
    demand: OperationDemand,
    variables: Variables,
    client: GuardedClient,
  ): Verdict | Promise<Verdict> {
    const { policy } = this.#options;
    // A schema that declares no costs has nothing to weigh by, unless somebody wants it weighed.
    const costLimit = this.#options.costLimit ?? (demand.declaresCost ? COST_LIMIT : undefined);
    let cost: number;
    try {
      cost = weigh(demand.cost, variables);
    } catch (error) {
      if (error instanceof GraphQLError) return { refusal: error, headers: [] };
      throw error;
    }
    if (costLimit !== undefined && cost > costLimit) return tooExpensive(cost, costLimit);
    if (policy === undefined) return FREE;
    const own = costLimit === undefined ? FREE : this.#ownLimits(policy, demand, cost, client);
    if (own.refusal !== undefined || demand.classes.size === 0) return own;
    return this.#classLimits(policy, demand, client);
  }

  /** The budget of the caller and the number of operations from the address. */
  #ownLimits(
    policy: RateLimitPolicy,
    demand: OperationDemand,
    cost: number,
    client: GuardedClient,
  ): Verdict {
    const { counters, exempt, domainSpeed } = this.#options;
    const isExempt = exempt.has(client.address);
    if (!isExempt) {
      const window = windowOf(policy.operations.perMinutePerAddress, 1);
      const key = `operations ${siteOf(client.address)}`;
      const standing = counters.spend(key, 1, window.windowMs);
      if (standing.spent > window.quota) return overRate(state('operations', window, standing));
    }
    if (isExempt && client.identity.kind === 'anonymous') return FREE;
    // A domain action belongs to the business' minute, however fast that goes by.
    const isDomainAction = [...demand.classes.keys()].some(
      (name) => policy.classes[name]?.clock === 'domain',
    );
    const speed = isDomainAction ? domainSpeed : 1;
    const window = windowOf(policy.cost.perMinute[this.#tierOf(client)], speed);
    const key = `cost ${isDomainAction ? 'domain' : 'process'} ${subjectOf(client)}`;
    const standing = counters.spend(key, cost, window.windowMs);
    return standing.spent > window.quota ? overRate(state('cost', window, standing), cost) : FREE;
  }

  async #classLimits(
    policy: RateLimitPolicy,
    demand: OperationDemand,
    client: GuardedClient,
  ): Promise<Verdict> {
    const tier = this.#tierOf(client);
    const subject = subjectOf(client);
    const states = await Promise.all(
      [...demand.classes].flatMap(([name, points]) => {
        const limit = policy.classes[name];
        if (limit === undefined) return [];
        const speed = limit.clock === 'domain' ? this.#options.domainSpeed : 1;
        const window = windowOf(limit.perMinute[tier], speed);
        const standing = this.#options.store.spend(`${name}:${subject}`, points, window.windowMs);
        return [Promise.resolve(standing).then((known) => state(name, window, known))];
      }),
    );
    const spent = states.find(({ remaining }) => remaining < 0);
    if (spent !== undefined) return overRate(spent, undefined, states);
    return { refusal: undefined, headers: rateLimitHeaders(states) };
  }

  #tierOf({ identity, apiKeyId }: GuardedClient): Tier {
    if (identity.kind !== 'user') return 'anonymous';
    const isPremium = identity.roles.some((role) => this.#premiumRoles.has(role));
    return isPremium || apiKeyId !== undefined ? 'premium' : 'user';
  }
}

/** Each API key, each account, and of the anonymous each address has limits of its own. */
function subjectOf({ identity, address, apiKeyId }: GuardedClient): string {
  if (apiKeyId !== undefined) return `key:${apiKeyId}`;
  return identity.kind === 'user' ? `user:${identity.accountId}` : `address:${siteOf(address)}`;
}

/** `remaining` below 0 says that the last step was one too many. */
function state(name: string, { windowMs, quota }: LimitWindow, standing: Standing): LimitState {
  const { spent, remainingMs } = standing;
  return { name, quota, remaining: quota - spent, windowMs, resetMs: remainingMs };
}

function tooExpensive(cost: number, limit: number): Verdict {
  refusals.inc({ reason: 'cost' });
  const message = `The operation may cost ${cost}, more than the ${limit} one may; ask for less at once.`;
  return {
    refusal: gatewayError('OPERATION_TOO_EXPENSIVE', message, {
      extensions: { cost, limit, http: { status: 400 } },
    }),
    headers: [],
  };
}

function overRate(
  spent: LimitState,
  cost?: number,
  states: readonly LimitState[] = [spent],
): Verdict {
  refusals.inc({ reason: spent.name });
  const retryAfterMs = Math.max(1, Math.ceil(spent.resetMs));
  const message = `The limit "${spent.name}" of ${spent.quota} a minute is spent; come back in ${seconds(retryAfterMs)} s.`;
  const facts = { limit: spent.name, quota: spent.quota, retryAfterMs };
  return {
    refusal: gatewayError('RATE_LIMITED', message, {
      extensions: { ...facts, ...(cost === undefined ? {} : { cost }), http: { status: 429 } },
    }),
    headers: [
      ...rateLimitHeaders(
        states.map((known) => ({ ...known, remaining: Math.max(0, known.remaining) })),
      ),
      ['retry-after', String(seconds(retryAfterMs))],
    ],
  };
}
