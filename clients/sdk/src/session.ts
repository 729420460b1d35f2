import { UserErrors } from './errors.ts';
import {
  LogInDocument,
  RefreshSessionDocument,
  RegisterDocument,
  type RegisterInput,
  type SessionTokensFragment,
} from './generated/operations.ts';
import { postOperation } from './http.ts';

/** The access token is renewed when less than this is left of it, wall milliseconds. */
const RENEW_BEFORE_MS = 60_000;

/** What the endpoint says about who logged in. */
interface SessionPayload {
  account: { id: string; displayName: string } | null;
  session: SessionTokensFragment | null;
  userErrors: readonly { code: string; message: string }[];
}

/** Somebody who is logged in: keeps the tokens fresh. */
export class Session {
  readonly accountId: string;
  readonly #url: string;
  #tokens: SessionTokensFragment;
  #renewal: Promise<void> | undefined;

  private constructor(url: string, accountId: string, tokens: SessionTokensFragment) {
    this.#url = url;
    this.accountId = accountId;
    this.#tokens = tokens;
  }

  /** Opens an account. Throws UserErrors, for example EMAIL_TAKEN. */
  static async register(url: string, input: RegisterInput): Promise<Session> {
    const { register } = await postOperation(url, RegisterDocument, { input }, undefined);
    return Session.#from(url, register);
  }

  /** Logs in. Throws UserErrors, for example INVALID_CREDENTIALS. */
  static async logIn(url: string, email: string, password: string): Promise<Session> {
    const input = { email, password };
    const { logIn } = await postOperation(url, LogInDocument, { input }, undefined);
    return Session.#from(url, logIn);
  }

  static #from(url: string, payload: SessionPayload): Session {
    if (!payload.account || !payload.session) throw new UserErrors(payload.userErrors);
    return new Session(url, payload.account.id, payload.session);
  }

  /** The value of the `Authorization` header, with a token that is valid for a while. */
  async authorization(): Promise<string> {
    const leftMs = Date.parse(this.#tokens.accessTokenExpiresAt) - Date.now();
    if (leftMs < RENEW_BEFORE_MS) await this.renew();
    return `Bearer ${this.#tokens.accessToken}`;
  }

  /** Gets new tokens now, for example after a change of roles or memberships. */
  renew(): Promise<void> {
    this.#renewal ??= this.#exchange().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #exchange(): Promise<void> {
    const input = { refreshToken: this.#tokens.refreshToken };
    const answer = await postOperation(this.#url, RefreshSessionDocument, { input }, undefined);
    const { session, userErrors } = answer.refreshSession;
    if (!session) throw new UserErrors(userErrors);
    this.#tokens = session;
  }
}
