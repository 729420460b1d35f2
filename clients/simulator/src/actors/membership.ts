import { MembershipsDocument, type Session, type TiffinClient } from '@tiffin/sdk';
import { persistently } from '../pacing/persistence.ts';
import { sleepMs } from '../pacing/sleep.ts';
import type { Surroundings } from './surroundings.ts';

const ATTEMPTS = 100;
const RETRY_MS = 100;

/** Renews a session until it carries the membership of a restaurant that was just created. */
export async function untilMember(
  { signal }: Surroundings,
  client: TiffinClient,
  session: Session,
  restaurantId: string,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS && !signal.aborted; attempt++) {
    const { me } = await persistently(() => client.request(MembershipsDocument, {}), { signal });
    if (me?.memberships?.some(({ restaurant }) => restaurant.id === restaurantId)) {
      await persistently(() => session.renew(), { signal });
      return;
    }
    await sleepMs(RETRY_MS, signal);
  }
  throw new Error(`the owner did not become a member of restaurant ${restaurantId}`);
}
