import { subscriptionMetrics } from './subscription-metrics.ts';

export interface ConnectionLimits {
  /** Connections of this process that carry subscriptions. */
  sockets: number;
  socketsPerAddress: number;
  socketsPerAccount: number;
}

export type SubscriptionTransport = 'ws' | 'sse' | 'multipart';

/** One connection that has been let in. */
export interface CountedConnection {
  /** Counts it for an account as well. @returns false when that account has as many as one may */
  countFor(accountId: string): boolean;
  /** Idempotent. */
  release(): void;
}

interface Counts {
  all: number;
  readonly byAddress: Map<string, number>;
  readonly byAccount: Map<string, number>;
}

/** How many connections carry subscriptions: in all, per address and per account. */
export class ClientBounds {
  readonly #limits: ConnectionLimits;
  readonly #counts: Counts = { all: 0, byAddress: new Map(), byAccount: new Map() };

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  get count(): number {
    return this.#counts.all;
  }

  /** @returns what is full instead, when it is */
  admit(address: string, transport: SubscriptionTransport): CountedConnection | 'all' | 'address' {
    const { sockets, socketsPerAddress } = this.#limits;
    const { all, byAddress } = this.#counts;
    if (all >= sockets) return refused('sockets', 'all');
    if ((byAddress.get(address) ?? 0) >= socketsPerAddress) {
      return refused('sockets_per_address', 'address');
    }
    return new AdmittedConnection(this.#counts, this.#limits, address, transport);
  }
}

class AdmittedConnection implements CountedConnection {
  readonly #counts: Counts;
  readonly #limits: ConnectionLimits;
  readonly #address: string;
  readonly #transport: SubscriptionTransport;
  #account: string | undefined;
  #isReleased = false;

  constructor(
    counts: Counts,
    limits: ConnectionLimits,
    address: string,
    transport: SubscriptionTransport,
  ) {
    this.#counts = counts;
    this.#limits = limits;
    this.#address = address;
    this.#transport = transport;
    counts.all += 1;
    change(counts.byAddress, address, 1);
    subscriptionMetrics.sockets.inc({ transport });
  }

  countFor(accountId: string): boolean {
    if (this.#isReleased || this.#account !== undefined) return true;
    const { byAccount } = this.#counts;
    if ((byAccount.get(accountId) ?? 0) >= this.#limits.socketsPerAccount) {
      return refused('sockets_per_account', false);
    }
    this.#account = accountId;
    change(byAccount, accountId, 1);
    return true;
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#counts.all -= 1;
    change(this.#counts.byAddress, this.#address, -1);
    if (this.#account !== undefined) change(this.#counts.byAccount, this.#account, -1);
    subscriptionMetrics.sockets.dec({ transport: this.#transport });
  }
}

function refused<Answer>(reason: string, answer: Answer): Answer {
  subscriptionMetrics.rejected.inc({ reason });
  return answer;
}

function change(counts: Map<string, number>, key: string, by: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
