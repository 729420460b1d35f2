import { ANONYMOUS, type Identity, type RequestScope, type UserIdentity } from '@tiffin/service';
import { CallerLike, type Caller } from '../execution/caller.ts';
import type { GuardedClient } from '../security/operation-guard.ts';
import type { TokenVerifier } from '../security/token-verifier.ts';
import { revocationMetrics } from '../security/revocations/revocation-metrics.ts';
import type { TokenHolder } from '../security/revocations/revocations.ts';
import type { Refusal } from '../security/revocations/revoked-tokens.ts';
import { awaitExpiry } from './expiry.ts';
import { rightsChanged } from './operation-ended.ts';
import type { OpenSubscription } from './streams/subscriptions.ts';

/** What became of a token that came in a ping. */
export type RefreshOutcome =
  | { kind: 'refreshed'; expiresAt: number }
  /** Not a valid token of the account that opened the socket. */
  | { kind: 'refused' };

/**
 * Why a token counts no more:
 * - `ended`: a fresh one continues the session.
 * - `revoked`: the session itself has ended.
 */
export type TokenEnd = 'ended' | 'revoked';

/** Who is at the other end of one socket, and what runs for them. */
export class SocketSession implements TokenHolder {
  readonly subscriptions = new Set<OpenSubscription>();
  /** The `Authorization` header of the upgrade, for clients that can set one; until it is read. */
  upgradeAuthorization: string | undefined;
  /** Where it was opened from. */
  readonly origin: Omit<GuardedClient, 'identity'>;
  readonly #verifier: TokenVerifier;
  readonly #onTokenEnd: (end: TokenEnd) => void;
  readonly #countFor: (accountId: string) => boolean;
  #identity: Identity = ANONYMOUS;
  #forgetExpiry: () => void = () => undefined;
  #ended = false;

  constructor(
    verifier: TokenVerifier,
    upgradeAuthorization: string | undefined,
    onTokenEnd: (end: TokenEnd) => void,
    countFor: (accountId: string) => boolean,
    origin: Omit<GuardedClient, 'identity'>,
  ) {
    this.origin = origin;
    this.#verifier = verifier;
    this.upgradeAuthorization = upgradeAuthorization;
    this.#onTokenEnd = onTokenEnd;
    this.#countFor = countFor;
  }

  get identity(): Identity {
    return this.#identity;
  }

  /** Whether the socket is done with, although its client may not know yet. */
  get isEnded(): boolean {
    return this.#ended;
  }

  /** Whether rights that were granted before are those of now. */
  hasRightsOf(identity: Identity): boolean {
    const present = this.#identity;
    if (present === identity || present.kind !== 'user' || identity.kind !== 'user') {
      return present === identity;
    }
    return sameRights(present, identity);
  }

  /** The caller of one operation; who they are follows the session. */
  caller(scope: RequestScope): Caller {
    return new CallerLike(this, scope);
  }

  /**
   * @returns false when the account has as many sockets as one may
   * @throws GraphQLError UNAUTHENTICATED or SERVICE_UNAVAILABLE
   */
  async begin(authorization: string | undefined): Promise<boolean> {
    this.upgradeAuthorization = undefined;
    const identity = await this.#verifier.identify(authorization);
    if (identity.kind === 'user' && !this.#countFor(identity.accountId)) return false;
    this.#become(identity);
    return true;
  }

  /**
   * Takes a fresh token of the same account, so that the socket outlives the old one. When the
   * rights in it differ, running subscriptions end and must be made again: they were opened, and
   * are guarded at their source, under the old rights.
   *
   * @throws GraphQLError SERVICE_UNAVAILABLE when the token cannot be checked now
   */
  async refresh(authorization: string): Promise<RefreshOutcome> {
    const fresh = await this.#verifier.identify(authorization);
    const present = this.#identity;
    if (present.kind !== 'user' || fresh.kind !== 'user') return { kind: 'refused' };
    if (fresh.accountId !== present.accountId) return { kind: 'refused' };
    if (fresh.expiresAt <= present.expiresAt) {
      return { kind: 'refreshed', expiresAt: present.expiresAt };
    }
    this.#become(fresh);
    if (!sameRights(present, fresh)) {
      for (const subscription of [...this.subscriptions]) {
        subscription.interrupt(rightsChanged());
      }
    }
    return { kind: 'refreshed', expiresAt: fresh.expiresAt };
  }

  onTokenRefused(refusal: Refusal): void {
    revocationMetrics.refused.inc({ reason: refusal, where: 'connection' });
    this.#onTokenEnd(refusal === 'revoked' ? 'revoked' : 'ended');
  }

  /** Ends all that runs for the socket, without a further word to its client. */
  end(): void {
    this.#ended = true;
    this.#forgetExpiry();
    this.#verifier.forget(this);
    for (const subscription of [...this.subscriptions]) subscription.leave();
    this.subscriptions.clear();
  }

  #become(identity: Identity): void {
    this.#identity = identity;
    this.#forgetExpiry();
    if (this.#ended || identity.kind !== 'user') return;
    this.#forgetExpiry = awaitExpiry(identity, () => this.#onTokenEnd('ended'));
    this.#verifier.watch(this);
  }
}

function sameRights(one: UserIdentity, other: UserIdentity): boolean {
  return rightsOf(one) === rightsOf(other);
}

/** Another session is one of other rights: a source that declares nothing may tell them apart. */
function rightsOf({ roles, scopes, memberships, sessionId }: UserIdentity): string {
  const members = memberships.map(({ restaurantId, role }) => `${restaurantId} ${role}`);
  return JSON.stringify([roles.toSorted(), scopes.toSorted(), members.toSorted(), sessionId]);
}
