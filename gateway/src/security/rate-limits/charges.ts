import type { OperationDemand } from '../operation-demand.ts';
import type { Callers, GuardedClient } from './callers.ts';
import type { Limit, Limits } from './limits.ts';
import type { Tally } from './subjects.ts';

/** Points that an operation is to spend of one limit, and what becomes of it. */
export interface Charge {
  readonly tally: Tally;
  readonly points: number;
  readonly kind: 'operations' | 'cost' | 'class';
  /** Only the sum of all gateways can decide it. */
  isAsked: boolean;
  isRefused: boolean;
}

function chargeOf(kind: Charge['kind'], tally: Tally, points: number): Charge {
  return { tally, points, kind, isAsked: false, isRefused: false };
}

interface ClassDemand {
  limit: Limit;
  points: number;
}

/** What one operation counts in, whoever runs it. */
interface DemandLimits {
  cost: Limit;
  classes: readonly ClassDemand[];
}

/** Finds the limits in which an operation of a caller counts. */
export class Charges {
  readonly #limits: Limits;
  readonly #callers: Callers;
  readonly #demands = new WeakMap<OperationDemand, DemandLimits>();

  constructor(limits: Limits, callers: Callers) {
    this.#limits = limits;
    this.#callers = callers;
  }

  /** @param cost undefined where operations are not weighed: then only classes count */
  of(
    demand: OperationDemand,
    cost: number | undefined,
    client: GuardedClient,
    now: number,
  ): Charge[] {
    const charges: Charge[] = [];
    const callers = this.#callers;
    const limits = this.#limitsOf(demand);
    if (cost !== undefined) {
      const place = callers.placeOf(client.address);
      if (!place.isExempt) {
        const { operations } = this.#limits;
        const tally = callers
          .subjectAt(place, now)
          .tallyOf(operations, operations.quotas.anonymous);
        charges.push(chargeOf('operations', tally, 1));
      }
      if (!place.isExempt || client.identity.kind !== 'anonymous') {
        const tier = callers.tierOf(client);
        const tally = callers.subjectOf(client, now).tallyOf(limits.cost, limits.cost.quotas[tier]);
        charges.push(chargeOf('cost', tally, cost));
      }
    }
    if (limits.classes.length === 0) return charges;
    const tier = callers.tierOf(client);
    const subject = callers.subjectOf(client, now);
    for (const { limit, points } of limits.classes) {
      const tally = subject.tallyOf(limit, limit.quotas[tier]);
      charges.push(chargeOf('class', tally, points));
    }
    return charges;
  }

  #limitsOf(demand: OperationDemand): DemandLimits {
    const known = this.#demands.get(demand);
    if (known !== undefined) return known;
    const { classes, cost, domainClasses } = this.#limits;
    const counted: ClassDemand[] = [];
    for (const [name, points] of demand.classes) {
      const limit = classes.get(name);
      if (limit !== undefined) counted.push({ limit, points });
    }
    // A domain action belongs to the business' minute, however fast that goes by.
    const isDomainAction = counted.some(({ limit }) => domainClasses.has(limit.name));
    const found = { cost: isDomainAction ? cost.domain : cost.process, classes: counted };
    this.#demands.set(demand, found);
    return found;
  }
}
