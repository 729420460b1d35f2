import { inTransaction } from '@tiffin/database';
import { requireUser, type Identity } from '@tiffin/service';
import { momentOf } from '../moment.ts';
import type { Services } from '../services.ts';
import { endAllSessions, endSession } from './end-session.ts';

/** Ends the caller's session. @throws TiffinError UNAUTHENTICATED */
export async function logOut(services: Services, identity: Identity): Promise<void> {
  const { sessionId } = requireUser(identity);
  await inTransaction(services.database.pool, (client) =>
    endSession(client, sessionId, 'LOGGED_OUT', momentOf(services)),
  );
  services.publishSoon();
}

/** Ends all sessions of the caller's account. API keys go on. @throws TiffinError UNAUTHENTICATED */
export async function logOutEverywhere(services: Services, identity: Identity): Promise<void> {
  const { accountId } = requireUser(identity);
  await inTransaction(services.database.pool, (client) =>
    endAllSessions(client, accountId, 'LOGGED_OUT_EVERYWHERE', momentOf(services)),
  );
  services.publishSoon();
}
