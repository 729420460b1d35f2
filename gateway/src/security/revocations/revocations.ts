import type { Identity } from '@tiffin/service';
import { RevokedTokens, type Refusal } from './revoked-tokens.ts';
import type { Revocation } from './revocation.ts';

/** Somebody whose token is looked at again whenever something is revoked. */
export interface TokenHolder {
  /** What the token gave; it may change. */
  readonly identity: Identity;
  /** The token counts no more. Not called again until it is watched anew. */
  onTokenRefused(refusal: Refusal): void;
}

/** Which tokens are revoked, and who lives by one. */
export class Revocations {
  readonly #revoked: RevokedTokens;
  readonly #holders = new Set<TokenHolder>();
  readonly #issuedAt = new WeakMap<Identity, number>();

  constructor(revoked: RevokedTokens = new RevokedTokens()) {
    this.#revoked = revoked;
  }

  /** As long as it stands, what was not refused is not. */
  get version(): number {
    return this.#revoked.version;
  }

  get holders(): number {
    return this.#holders.size;
  }

  /** Keeps in mind when the token was issued that gave an identity: process milliseconds. */
  noteIssue(identity: Identity, issuedAt: number): void {
    this.#issuedAt.set(identity, issuedAt);
  }

  refusalOf(identity: Identity): Refusal | undefined {
    if (identity.kind !== 'user') return undefined;
    return this.#revoked.refusalOf({ identity, issuedAt: this.#issuedAt.get(identity) });
  }

  /** Tells the holder when its token is refused; soon, when it is already. */
  watch(holder: TokenHolder): void {
    this.#holders.add(holder);
    if (this.refusalOf(holder.identity) !== undefined) queueMicrotask(() => this.#check(holder));
  }

  forget(holder: TokenHolder): void {
    this.#holders.delete(holder);
  }

  /** Looks through all holders once, however many revocations there are. */
  take(revocations: readonly Revocation[]): void {
    if (revocations.length === 0) return;
    for (const revocation of revocations) this.#revoked.take(revocation);
    for (const holder of [...this.#holders]) this.#check(holder);
  }

  #check(holder: TokenHolder): void {
    const refusal = this.refusalOf(holder.identity);
    if (refusal !== undefined && this.#holders.delete(holder)) holder.onTokenRefused(refusal);
  }
}
