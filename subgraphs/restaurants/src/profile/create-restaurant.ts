import { idempotent, principalOf, sweepExpiredKeys } from '@tiffin/commands';
import { inTransaction, statement } from '@tiffin/database';
import { appendToOutbox } from '@tiffin/events';
import {
  cellOf,
  isGeoPoint,
  toRfc3339,
  uuidv7,
  type DomainInstant,
  type GeoPoint,
} from '@tiffin/kernel';
import { requireRole, userError, type Identity, type UserError } from '@tiffin/service';
import type { ClientBase } from 'pg';
import { outlineErrors } from '../delivery-zone/outline-input.ts';
import { saveZoneCells } from '../delivery-zone/zone-cell-rows.ts';
import { checkHours, type OpeningHoursGiven } from '../hours/hours-input.ts';
import type { OpeningSpan } from '../hours/weekly-hours.ts';
import { restaurantsPolicy } from '../policy.ts';
import type { Services } from '../services.ts';
import { amountOf, profileErrors, textErrors, type ProfileGiven } from './profile-input.ts';
import { pairOf } from './restaurant-rows.ts';

/** A new restaurant as a client gives it. */
export interface NewRestaurant extends ProfileGiven {
  readonly idempotencyKey: string;
  readonly name: string;
  readonly cuisines?: readonly string[];
  readonly minimumOrder?: string;
  readonly preparationTimeMinutes?: number;
  readonly location: GeoPoint;
  readonly address: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly openingHours: readonly OpeningHoursGiven[];
  readonly deliveryZone: readonly GeoPoint[];
}

/** The restaurant that was made, or what the caller can put right. */
export interface CreationOutcome {
  readonly restaurantId?: string;
  readonly userErrors: readonly UserError<'INVALID_INPUT'>[];
}

const insertStatement = statement(
  'restaurants.create',
  `INSERT INTO restaurants.restaurant (
     id, owner_id, name, description, cuisines, latitude, longitude, geo_key, address, time_zone,
     currency, minimum_order_minor, preparation_time_minutes, mode, opening_hours, delivery_zone,
     created_at
   ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'OPEN', $14, $15, $16)`,
);

/**
 * Creates a restaurant that the caller owns and announces it. Nothing is kept of a refused input, so
 * its idempotency key can be used again.
 *
 * @throws TiffinError UNAUTHENTICATED; FORBIDDEN without the role RESTAURANT_STAFF;
 *   IDEMPOTENCY_CONFLICT when the key was used with another input
 */
export async function createRestaurant(
  { database, clock, publishSoon }: Services,
  identity: Identity,
  given: NewRestaurant,
): Promise<CreationOutcome> {
  const owner = requireRole(identity, 'RESTAURANT_STAFF');
  const { hours, userErrors } = checkHours(given.openingHours);
  const errors = [...creationErrors(given), ...userErrors];
  if (errors.length > 0) return { userErrors: errors };
  const { idempotencyKey: key, ...input } = given;
  const request = { principal: principalOf(identity), operation: 'createRestaurant', key, input };
  const { restaurantId } = await inTransaction(database.pool, (client) =>
    idempotent(client, 'restaurants', request, async () => {
      const id = uuidv7();
      await insert(client, id, owner.accountId, given, hours, clock.now());
      return { restaurantId: id };
    }),
  );
  publishSoon();
  await sweepExpiredKeys(database.pool, 'restaurants');
  return { restaurantId, userErrors: [] };
}

function creationErrors(given: NewRestaurant): UserError<'INVALID_INPUT'>[] {
  const { addressMaxCharacters } = restaurantsPolicy;
  const located = isGeoPoint(given.location);
  return [
    ...profileErrors(given, given.currency),
    ...textErrors('address', given.address, 1, addressMaxCharacters),
    ...(located
      ? outlineErrors(given.deliveryZone, given.location, 'deliveryZone')
      : [userError('INVALID_INPUT', 'This place is not on the earth.', 'input.location')]),
  ];
}

async function insert(
  client: ClientBase,
  id: string,
  ownerId: string,
  given: NewRestaurant,
  hours: readonly OpeningSpan[],
  now: DomainInstant,
): Promise<void> {
  const { location, timeZone, currency } = given;
  const name = given.name.trim();
  await client.query({
    ...insertStatement,
    values: [
      id,
      ownerId,
      name,
      given.description?.trim() || null,
      given.cuisines ?? [],
      location.latitude,
      location.longitude,
      cellOf(location),
      given.address.trim(),
      timeZone,
      currency,
      amountOf(given.minimumOrder ?? '0', currency)?.minor,
      given.preparationTimeMinutes ?? restaurantsPolicy.preparationDefaultMinutes,
      JSON.stringify(hours),
      JSON.stringify(given.deliveryZone.map(pairOf)),
      toRfc3339(now),
    ],
  });
  await saveZoneCells(client, id, given.deliveryZone);
  await appendToOutbox(client, 'restaurants', [
    {
      type: 'restaurants.restaurant.created.v1',
      subject: id,
      sequence: 1,
      time: now,
      data: { restaurantId: id, ownerId, name, location, timeZone, currency },
    },
  ]);
}
