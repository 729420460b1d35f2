import type { UserIdentity } from '@tiffin/service';
import {
  ISSUE_TOLERANCE_MS,
  REVOCATIONS_DROPPED_SHARE,
  REVOCATIONS_LIMIT,
  REVOCATIONS_SWEEP_MS,
} from './revocation-policy.ts';
import type { Revocation } from './revocation.ts';

/** What of a token decides whether it is revoked. */
export interface IssuedToken {
  identity: Pick<UserIdentity, 'accountId' | 'sessionId'>;
  /** Process milliseconds; undefined when the token does not say. */
  issuedAt: number | undefined;
}

/**
 * - `revoked`: its session has ended, or its account is suspended.
 * - `doubtful`: too much was revoked to remember all of it, and it is so old that it may have been. A fresh one is not.
 */
export type Refusal = 'revoked' | 'doubtful';

interface Entry {
  at: number;
  until: number;
}

/**
 * Which tokens are revoked, each until the last of its kind has ended by itself. Bounded: past the bound the revocations
 * that end soonest give way, and in their place *all* tokens count as doubtful that were issued up to the last of them,
 * until the last of them would have ended. So nothing that was revoked is ever let in, and who is not revoked gets in with
 * a fresh token.
 */
export class RevokedTokens {
  readonly #entries = { sid: new Map<string, Entry>(), sub: new Map<string, Entry>() };
  readonly #limit: number;
  readonly #now: () => number;
  #doubt: Entry = { at: -Infinity, until: -Infinity };
  #sweepAt = 0;
  #version = 0;

  constructor(limit: number = REVOCATIONS_LIMIT, now: () => number = Date.now) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Grows with everything that is taken in: what was fine at a version is fine for as long as it stands. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#entries.sid.size + this.#entries.sub.size;
  }

  /** The same without those that have ended, as of {@link REVOCATIONS_SWEEP_MS} ago at the latest. */
  get inForce(): number {
    this.#sweep(false);
    return this.size;
  }

  /** Whether tokens are refused because of the bound. */
  get isDoubtful(): boolean {
    return this.#now() < this.#doubt.until;
  }

  /** Taking in the same twice changes nothing. */
  take({ claim, value, at, until }: Revocation): void {
    this.#version += 1;
    const entries = this.#entries[claim];
    const known = entries.get(value);
    if (until === undefined) {
      entries.delete(value);
      return;
    }
    this.#sweep(false);
    if (until <= this.#now()) return;
    entries.set(value, {
      at: Math.max(at, known?.at ?? at),
      until: Math.max(until, known?.until ?? until),
    });
    if (this.size > this.#limit) this.#makeRoom();
  }

  refusalOf({ identity, issuedAt }: IssuedToken): Refusal | undefined {
    const now = this.#now();
    const { sid, sub } = this.#entries;
    if (isInForce(sid.get(identity.sessionId), now)) return 'revoked';
    if (isInForce(sub.get(identity.accountId), now)) return 'revoked';
    const { at, until } = this.#doubt;
    if (now >= until) return undefined;
    return issuedAt === undefined || issuedAt <= at + ISSUE_TOLERANCE_MS ? 'doubtful' : undefined;
  }

  #makeRoom(): void {
    this.#sweep(true);
    if (this.size <= this.#limit) return;
    const all = Object.values(this.#entries).flatMap((entries) =>
      [...entries].map(([value, entry]) => ({ entries, value, entry })),
    );
    all.sort((one, other) => one.entry.until - other.entry.until);
    const count = Math.max(
      this.size - this.#limit,
      Math.floor(this.#limit * REVOCATIONS_DROPPED_SHARE),
    );
    for (const { entries, value, entry } of all.slice(0, count)) {
      entries.delete(value);
      this.#doubt = {
        at: Math.max(this.#doubt.at, entry.at),
        until: Math.max(this.#doubt.until, entry.until),
      };
    }
  }

  #sweep(atOnce: boolean): void {
    const now = this.#now();
    if (!atOnce && now < this.#sweepAt) return;
    this.#sweepAt = now + REVOCATIONS_SWEEP_MS;
    for (const entries of Object.values(this.#entries)) {
      for (const [value, { until }] of entries) if (until <= now) entries.delete(value);
    }
  }
}

function isInForce(entry: Entry | undefined, now: number): boolean {
  return entry !== undefined && now < entry.until;
}
