import type { Identity } from '@tiffin/service';
import { siteOf, type AddressSet } from './client-address.ts';
import { PLACES_LIMIT, SUBJECTS_LIMIT, type Tier } from './rate-limit-policy.ts';
import { Subjects, type Subject, type Tally } from './subjects.ts';

/** Who asks, as far as limits go. */
export interface GuardedClient {
  readonly identity: Identity;
  /** Where the request comes from, proxies of ours taken away. */
  readonly address: string;
  /** The API key it came with. */
  readonly apiKeyId?: string | undefined;
}

/** What an address says of who is behind it. */
export interface Place {
  /** There are many callers behind it. */
  isExempt: boolean;
  /** Counts as one caller. */
  site: string;
}

export interface CallersOptions {
  /** Roles whose limits are `premium`. */
  premiumRoles: readonly string[];
  exempt: AddressSet;
  /** Hears of tallies that are not kept any more. */
  onForgotten: (tally: Tally) => void;
}

/** Each API key, each account, and of the anonymous each address has limits of its own. */
export class Callers {
  readonly #premiumRoles: ReadonlySet<string>;
  readonly #exempt: AddressSet;
  readonly #places = new Map<string, Place>();
  readonly #keys: Subjects;
  readonly #users: Subjects;
  readonly #addresses: Subjects;

  constructor({ premiumRoles, exempt, onForgotten }: CallersOptions) {
    this.#premiumRoles = new Set(premiumRoles);
    this.#exempt = exempt;
    const forgotten = (subject: Subject): void => {
      for (const tally of subject.tallies()) onForgotten(tally);
    };
    // Apart, so that a flood of addresses makes nobody forget accounts.
    this.#keys = new Subjects('key', SUBJECTS_LIMIT, forgotten);
    this.#users = new Subjects('user', SUBJECTS_LIMIT, forgotten);
    this.#addresses = new Subjects('address', SUBJECTS_LIMIT, forgotten);
  }

  tierOf({ identity, apiKeyId }: GuardedClient): Tier {
    if (identity.kind !== 'user') return 'anonymous';
    if (apiKeyId !== undefined) return 'premium';
    for (const role of identity.roles) if (this.#premiumRoles.has(role)) return 'premium';
    return 'user';
  }

  subjectOf({ identity, address, apiKeyId }: GuardedClient, now: number): Subject {
    if (apiKeyId !== undefined) return this.#keys.of(apiKeyId, now);
    if (identity.kind === 'user') return this.#users.of(identity.accountId, now);
    return this.subjectAt(this.placeOf(address), now);
  }

  subjectAt({ site }: Place, now: number): Subject {
    return this.#addresses.of(site, now);
  }

  /** Remembered, as it takes longer to find out than all the rest. */
  placeOf(address: string): Place {
    const known = this.#places.get(address);
    if (known !== undefined) return known;
    if (this.#places.size === PLACES_LIMIT) this.#places.clear();
    const place = { isExempt: this.#exempt.has(address), site: siteOf(address) };
    this.#places.set(address, place);
    return place;
  }

  *tallies(): Iterable<Tally> {
    yield* this.#keys.tallies();
    yield* this.#users.tallies();
    yield* this.#addresses.tallies();
  }
}
