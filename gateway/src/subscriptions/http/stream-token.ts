import type { Identity } from '@tiffin/service';
import { gatewayError } from '../../security/gateway-error.ts';
import { RefusedToken } from '../../security/revocations/refused-token.ts';
import type { TokenHolder } from '../../security/revocations/revocations.ts';
import type { TokenVerifier } from '../../security/token-verifier.ts';
import { awaitExpiry } from '../expiry.ts';
import { OperationEnded } from '../operation-ended.ts';

/**
 * Ends a stream when the token that it was asked for with ends or is revoked: there is no bringing another.
 * @returns what forgets it
 */
export function endWithToken(
  identity: Identity,
  verifier: Pick<TokenVerifier, 'watch' | 'forget'>,
  interrupt: (reason: OperationEnded) => void,
): () => void {
  if (identity.kind !== 'user') return () => undefined;
  const holder: TokenHolder = {
    identity,
    onTokenRefused: (refusal) =>
      interrupt(new OperationEnded([new RefusedToken(refusal, 'connection')])),
  };
  const forgetExpiry = awaitExpiry(identity, () =>
    interrupt(
      new OperationEnded([
        gatewayError('UNAUTHENTICATED', 'The access token has ended; resume with a fresh one.'),
      ]),
    ),
  );
  verifier.watch(holder);
  return () => {
    forgetExpiry();
    verifier.forget(holder);
  };
}
