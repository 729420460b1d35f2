import { uuidv7, type GeoPoint } from '@tiffin/kernel';
import {
  CreateRestaurantDocument,
  ReplaceMenuDocument,
  RestaurantMenuDocument,
  type RestaurantMenuQuery,
  type Session,
  type TiffinClient,
} from '@tiffin/sdk';
import { persistently } from '../pacing/persistence.ts';
import { command } from './command.ts';
import { untilMember } from './membership.ts';
import type { Surroundings } from './surroundings.ts';

/** A dish to put on a menu. */
export interface NewDish {
  name: string;
  description?: string;
  /** In the restaurant's currency, decimal text. */
  price: string;
  /** Options that can be added, with what they cost more. */
  extras?: readonly (readonly [name: string, price: string])[];
}

/** A restaurant to open; it is open all week around the clock. */
export interface NewRestaurant {
  /** The same key opens the same restaurant once. */
  idempotencyKey?: string;
  name: string;
  description?: string;
  cuisines?: string[];
  location: GeoPoint;
  address: string;
  timeZone: string;
  currency: string;
  preparationTimeMinutes?: number;
  deliveryZone: GeoPoint[];
  dishes: readonly NewDish[];
}

/** A restaurant that takes orders. */
export interface OpenRestaurant {
  id: string;
  staff: TiffinClient;
  /** The menu's items with the options one may add. */
  items: { id: string; optionIds: string[] }[];
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const ALL_HOURS = EVERY_DAY.map((dayOfWeek) => ({
  dayOfWeek,
  opensAt: '00:00',
  closesAt: '24:00',
}));

/** Opens a restaurant, writes its menu unless it has one, and waits until its owner is on its staff. */
export async function openRestaurant(
  surroundings: Surroundings,
  staff: TiffinClient,
  session: Session,
  restaurant: NewRestaurant,
): Promise<OpenRestaurant> {
  const { dishes, idempotencyKey = uuidv7(), ...profile } = restaurant;
  const input = { ...profile, idempotencyKey, openingHours: ALL_HOURS };
  const created = await command(surroundings, staff, CreateRestaurantDocument, { input });
  const id = created.createRestaurant.restaurant?.id;
  if (!id) throw new Error(`${restaurant.name} was not created, and the endpoint gave no reason`);
  await untilMember(surroundings, staff, session, id);
  const read = () => persistently(() => staff.request(RestaurantMenuDocument, { id }));
  let items = itemsOf(await read());
  if (items.length === 0) {
    const sections = [{ name: 'Menu', items: dishes.map(menuItem) }];
    await command(surroundings, staff, ReplaceMenuDocument, {
      input: { restaurantId: id, sections },
    });
    items = itemsOf(await read());
  }
  return { id, staff, items };
}

function menuItem({ name, description, price, extras = [] }: NewDish) {
  const options = extras.map(([option, priceDelta]) => ({ name: option, priceDelta }));
  const modifierGroups =
    options.length === 0 ? [] : [{ name: 'Extras', minimum: 0, maximum: options.length, options }];
  return { name, price, modifierGroups, ...(description === undefined ? {} : { description }) };
}

function itemsOf({ restaurant }: RestaurantMenuQuery): OpenRestaurant['items'] {
  const dishes = restaurant?.menu?.sections.flatMap(({ items }) => items) ?? [];
  return dishes.map(({ id, modifierGroups }) => ({
    id,
    optionIds: modifierGroups.flatMap(({ options }) => options.map((option) => option.id)),
  }));
}
