import { plusMs, toRfc3339, travelMs, type DomainInstant } from '@tiffin/kernel';
import type { QuoteOrderInput } from '@tiffin/sdk';
import { runCourier } from '../actors/courier.ts';
import { buy } from '../actors/customer.ts';
import { runKitchen, type CookingPlan } from '../actors/kitchen.ts';
import type { OrderFollower } from '../actors/order-follower.ts';
import type { OpenRestaurant } from '../actors/restaurateur.ts';
import type { Surroundings } from '../actors/surroundings.ts';
import { sleepUntil } from '../pacing/sleep.ts';
import type { RecordedDay, RecordedOrder } from './day.ts';
import { placeKey, type World } from './world.ts';

/** Cooking that starts later than this after placement was ordered for later. */
const SCHEDULED_AFTER_MS = 5 * 60_000;
/** What the platform asks of a slot: this far ahead, and one minute for the way there. */
const EARLIEST_SLOT_MS = 16 * 60_000;
/** Added to a slot, so that the kitchen has the order before the recorded start of cooking. */
const SLOT_MARGIN_MS = 5 * 60_000;

const BUSY_INTERVAL_MS = 1_000;
const IDLE_INTERVAL_MS = 30_000;

const TIP = '2000.00';
const PAYMENT_METHOD = 'pm_card_visa';

/** What is known of each order while the day is played. */
export interface Progress {
  placed: OrderFollower[];
  /** Recorded orders that could not be placed, with the code. */
  refused: { id: string; code: string }[];
  onChange(): void;
}

/** Opens the kitchens and sends the couriers to work. Their work ends with the signal. */
export function staffTheDay(surroundings: Surroundings, day: RecordedDay, world: World): void {
  const plans = new Map(day.orders.map((order) => [noteFor(order), cookingPlan(order)]));
  const planFor = (note: string | null): CookingPlan =>
    plans.get(note ?? '') ?? { startsAt: null, durationMs: 0 };
  const { tally, signal } = surroundings;
  const mind = (work: Promise<unknown>, who: string) =>
    void work.catch((error: unknown) => {
      if (!signal.aborted) tally.error(error, who);
    });
  for (const { id: restaurantId, staff } of world.restaurants.values()) {
    mind(runKitchen(surroundings, { client: staff, restaurantId, planFor }), 'kitchen');
  }
  for (const { id, vehicle, location, startsAt, endsAt } of day.couriers) {
    const client = world.couriers.get(id);
    if (!client) continue;
    const shift = { client, vehicle, location, startsAt, endsAt };
    const intervals = { busyIntervalMs: BUSY_INTERVAL_MS, idleIntervalMs: IDLE_INTERVAL_MS };
    mind(runCourier(surroundings, { ...shift, ...intervals }), 'courier');
  }
}

/** Places each order at its time and follows it; settles when the last one was placed. */
export async function placeOrders(
  surroundings: Surroundings,
  day: RecordedDay,
  world: World,
  progress: Progress,
): Promise<void> {
  await Promise.all(
    day.orders.map(async (order) => {
      await sleepUntil(surroundings.clock, order.placedAt, surroundings.signal);
      if (surroundings.signal.aborted) return;
      const restaurant = world.restaurants.get(placeKey(order.pickUp));
      const client = world.customers.get(placeKey(order.dropOff));
      if (!restaurant || !client) throw new Error(`nobody to order ${order.id} from or for`);
      try {
        const purchase = {
          basket: basketFor(order, restaurant, surroundings.clock.now()),
          paymentMethod: PAYMENT_METHOD,
          note: noteFor(order),
        };
        const follower = await buy(surroundings, client, purchase);
        progress.placed.push(follower);
        void follower.done
          .catch((error: unknown) => surroundings.tally.error(error, 'customer'))
          .finally(() => progress.onChange());
      } catch (error) {
        surroundings.tally.error(error, 'placement');
        progress.refused.push({ id: order.id, code: String((error as Error).message) });
      }
      progress.onChange();
    }),
  );
}

function basketFor(
  order: RecordedOrder,
  restaurant: OpenRestaurant,
  now: DomainInstant,
): QuoteOrderInput {
  const basket = {
    restaurantId: restaurant.id,
    lines: restaurant.items.map(({ id }) => ({ menuItemId: id, quantity: 1 })),
    deliverTo: order.dropOff,
    deliveryAddress: placeKey(order.dropOff),
    tip: TIP,
  };
  if (!isScheduled(order)) return { ...basket, mode: 'STANDARD' };
  const wayMs = travelMs(order.pickUp, order.dropOff, 'MOTORCYCLE');
  const slot = Math.max(order.readyAt + wayMs + SLOT_MARGIN_MS, now + EARLIEST_SLOT_MS);
  return { ...basket, mode: 'SCHEDULED', scheduledFor: toRfc3339(slot as DomainInstant) };
}

function isScheduled(order: RecordedOrder): boolean {
  return order.cookingStartsAt - order.placedAt > SCHEDULED_AFTER_MS;
}

function cookingPlan(order: RecordedOrder): CookingPlan {
  return {
    startsAt: plusMs(order.cookingStartsAt, 0),
    durationMs: Math.max(0, order.readyAt - order.cookingStartsAt),
  };
}

/** The note by which a kitchen finds the recorded preparation of an order. */
function noteFor(order: RecordedOrder): string {
  return `recorded order ${order.id}`;
}
