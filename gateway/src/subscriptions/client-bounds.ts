import { subscriptionMetrics } from './subscription-metrics.ts';

export interface ConnectionLimits {
  /** Connections of this process that carry subscriptions. */
  sockets: number;
  socketsPerAddress: number;
  socketsPerAccount: number;
}

/** One connection that has been let in. */
export interface CountedConnection {
  /** Counts it for an account as well. @returns false when that account has as many as one may */
  countFor(accountId: string): boolean;
  /** Idempotent. */
  release(): void;
}

/** How many connections carry subscriptions: in all, per address and per account. */
export class ClientBounds {
  readonly #limits: ConnectionLimits;
  readonly #byAddress = new Map<string, number>();
  readonly #byAccount = new Map<string, number>();
  #count = 0;

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  get count(): number {
    return this.#count;
  }

  /** @returns what is full instead, when it is */
  admit(
    address: string,
    transport: 'ws' | 'sse' | 'multipart',
  ): CountedConnection | 'all' | 'address' {
    const { sockets, socketsPerAddress } = this.#limits;
    if (this.#count >= sockets) return refused('sockets', 'all');
    if ((this.#byAddress.get(address) ?? 0) >= socketsPerAddress) {
      return refused('sockets_per_address', 'address');
    }
    this.#count += 1;
    change(this.#byAddress, address, 1);
    subscriptionMetrics.sockets.inc({ transport });
    let account: string | undefined;
    let isReleased = false;
    return {
      countFor: (accountId) => {
        if (isReleased || account !== undefined) return true;
        if ((this.#byAccount.get(accountId) ?? 0) >= this.#limits.socketsPerAccount) {
          return refused('sockets_per_account', false);
        }
        account = accountId;
        change(this.#byAccount, accountId, 1);
        return true;
      },
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.#count -= 1;
        change(this.#byAddress, address, -1);
        if (account !== undefined) change(this.#byAccount, account, -1);
        subscriptionMetrics.sockets.dec({ transport });
      },
    };
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
