import type { ProcessInstant } from '@tiffin/kernel';

/** A session with the refresh token just made for it: the one time its text is known. */
export interface OpenSession {
  readonly id: string;
  readonly accountId: string;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: ProcessInstant;
}

/** An open session with its access token, as the graph shows it. */
export interface SessionTokens extends OpenSession {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: ProcessInstant;
}
