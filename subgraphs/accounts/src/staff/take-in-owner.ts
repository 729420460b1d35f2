import type { EventOf } from '@tiffin/events';
import type { DomainClock } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import { saveMembership } from './membership-rows.ts';

/** Who creates a restaurant is its owner. An owner without an account (erased since) is passed over. */
export async function takeInOwner(
  event: EventOf<'restaurants.restaurant.created.v1'>,
  client: ClientBase,
  clock: DomainClock,
): Promise<void> {
  const { restaurantId, ownerId } = event.data;
  await saveMembership(client, restaurantId, ownerId, 'OWNER', clock.now());
}
