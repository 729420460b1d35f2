import { GraphQLError } from 'graphql';
import type { Logger } from '@tiffin/service';
import { isSessionEnded } from '../security/revocations/refused-token.ts';
import { CLOSE } from './close-codes.ts';
import type { SocketContext } from './socket-operations.ts';

/**
 * Establishes who opened the socket, from `connection_init`'s `authorization` or, for clients that
 * can send it, the upgrade's Authorization header. A token that is not valid closes the
 * socket, and so does one whose session has ended, with another code.
 */
export async function greet(context: SocketContext, logger: Logger): Promise<boolean> {
  const { connectionParams } = context;
  const { socket, session } = context.extra;
  // Read once: what else a client put there must not be held for as long as the socket lives.
  (context as { connectionParams?: unknown }).connectionParams = undefined;
  const given = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
  if (given !== undefined && given !== null && typeof given !== 'string') return false;
  try {
    if (await session.begin(given ?? session.upgradeAuthorization)) return true;
    socket.shut(CLOSE.tooManySockets);
    return false;
  } catch (error) {
    // The first close counts: `false` alone says "forbidden".
    if (isSessionEnded(error)) socket.shut(CLOSE.sessionEnded);
    if (error instanceof GraphQLError && error.extensions['code'] === 'UNAUTHENTICATED')
      return false;
    logger.warn({ err: error }, 'a token could not be checked');
    // The token may be good.
    socket.shut(CLOSE.tryAgainLater);
    return false;
  }
}
