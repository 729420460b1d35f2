import type { Identity } from '@tiffin/service';
import { ownerOf } from './identity-claims.ts';
import { CHANGED_OWNERS_LIMIT } from './transport-policy.ts';

/**
 * In which order the reads of a gateway began and its accounts came to know of something new, whichever way: over HTTP,
 * on a socket, at another endpoint, before a reload. Moments are numbers that only grow.
 */
export class AccountChanges {
  readonly #byOwner = new Map<string, number>();
  #byAnybody = 0;
  #now = 0;
  #underWay = 0;

  /** A read begins. @returns the moment, later than all before it */
  began(): number {
    this.#underWay += 1;
    return (this.#now += 1);
  }

  /** A read has ended. What was changed is of interest as long as one from before can be under way. */
  ended(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#byOwner.clear();
  }

  /** A mutation of this account has ended, or it is being told of an event. */
  changed(identity: Identity): void {
    if (this.#underWay === 0) return;
    this.#now += 1;
    this.#byOwner.set(ownerOf(identity), this.#now);
    if (this.#byOwner.size <= CHANGED_OWNERS_LIMIT) return;
    // Too many to remember: it counts as everybody's.
    this.#byAnybody = this.#now;
    this.#byOwner.clear();
  }

  /** When this account last came to know of something; 0 when that is not known, or of no interest any more. */
  changedAt(identity: Identity): number {
    const own = this.#byOwner.size === 0 ? 0 : (this.#byOwner.get(ownerOf(identity)) ?? 0);
    return Math.max(own, this.#byAnybody);
  }
}
