import { windowOf } from './limit-window.ts';
import { TIERS, type RateLimitPolicy, type Tier } from './rate-limit-policy.ts';

/** What a minute of one limit allows callers of each kind. */
export interface Limit {
  /** Its place among a subject's tallies. */
  index: number;
  /** As clients and operators know it. */
  name: string;
  /** In Redis, before the subject. */
  key: string;
  windowMs: number;
  /** Points per window. */
  quotas: Readonly<Record<Tier, number>>;
}

/** The limits of a policy on a domain clock of some speed. */
export interface Limits {
  classes: ReadonlyMap<string, Limit>;
  /** What operations may cost together: those that belong to the business' minute, and all others. */
  cost: { domain: Limit; process: Limit };
  /** Operations of one address, the same for all callers. */
  operations: Limit;
  /** Classes that count by the domain clock. */
  domainClasses: ReadonlySet<string>;
}

/** @param domainSpeed domain milliseconds in one of the wall */
export function limitsOf(policy: RateLimitPolicy, domainSpeed: number): Limits {
  let count = 0;
  const limit = (
    name: string,
    key: string,
    perMinute: Readonly<Record<Tier, number>>,
    speed: number,
  ): Limit => {
    const quotas = { anonymous: 0, user: 0, premium: 0 };
    for (const tier of TIERS) quotas[tier] = windowOf(perMinute[tier], speed).quota;
    return { index: count++, name, key, windowMs: windowOf(0, speed).windowMs, quotas };
  };
  const classes = new Map<string, Limit>();
  const domainClasses = new Set<string>();
  for (const [name, { clock, perMinute }] of Object.entries(policy.classes)) {
    if (clock === 'domain') domainClasses.add(name);
    const speed = clock === 'domain' ? domainSpeed : 1;
    classes.set(name, limit(name, `class:${name}`, perMinute, speed));
  }
  const { cost, operations } = policy;
  const perAddress = operations.perMinutePerAddress;
  const everybody = { anonymous: perAddress, user: perAddress, premium: perAddress };
  return {
    classes,
    domainClasses,
    cost: {
      domain: limit('cost', 'cost-domain', cost.perMinute, domainSpeed),
      process: limit('cost', 'cost', cost.perMinute, 1),
    },
    operations: limit('operations', 'operations', everybody, 1),
  };
}
