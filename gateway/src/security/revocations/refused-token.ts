import { TiffinError } from '@tiffin/service';
import { revocationMetrics } from './revocation-metrics.ts';
import type { Refusal } from './revoked-tokens.ts';

/** Stands in `extensions.reason` when no fresh token is to be had: the way on is to sign in again. */
const SESSION_ENDED = 'SESSION_ENDED';

const MESSAGES: Readonly<Record<Refusal, string>> = {
  revoked: 'The session has ended; sign in again.',
  doubtful: 'The access token counts no more; get a fresh one.',
};

/** Whether it says that the session behind a token has ended. */
export function isSessionEnded(error: unknown): boolean {
  return error instanceof RefusedToken && error.refusal === 'revoked';
}

/** What a caller is told whose token counts no more, although it has not ended. */
export class RefusedToken extends TiffinError {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, where: 'request' | 'connection') {
    const details = refusal === 'revoked' ? { reason: SESSION_ENDED } : {};
    super('UNAUTHENTICATED', MESSAGES[refusal], { details });
    this.refusal = refusal;
    revocationMetrics.refused.inc({ reason: refusal, where });
  }
}
