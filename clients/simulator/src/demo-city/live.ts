import type { QuoteOrderInput } from '@tiffin/sdk';
import { runCourier } from '../actors/courier.ts';
import { buy } from '../actors/customer.ts';
import { runKitchen } from '../actors/kitchen.ts';
import type { OpenRestaurant } from '../actors/restaurateur.ts';
import type { Surroundings } from '../actors/surroundings.ts';
import { sleepMs } from '../pacing/sleep.ts';
import { somewhere } from './city.ts';
import type { DemoCity } from './seed.ts';

const COOKING_MINUTES = { least: 4, most: 12 };
/** Wall milliseconds a customer rests between two orders. */
const REST_MS = { least: 2_000, most: 12_000 };
const POSITION_INTERVAL_MS = 1_000;
const IDLE_POSITION_INTERVAL_MS = 5_000;
const RETRY_MS = 5_000;
const MS_PER_MINUTE = 60_000;
const TIP = '1.50';
const PAYMENT_METHOD = 'pm_card_visa';

/** Keeps everybody at work until the signal ends it; what goes wrong is counted and tried again. */
export async function liveInDemoCity(surroundings: Surroundings, city: DemoCity): Promise<void> {
  const planFor = () => ({
    startsAt: null,
    durationMs: between(COOKING_MINUTES.least, COOKING_MINUTES.most) * MS_PER_MINUTE,
  });
  const kitchens = city.restaurants.map(({ id, staff }) =>
    again(surroundings, 'kitchen', () =>
      runKitchen(surroundings, { client: staff, restaurantId: id, planFor }),
    ),
  );
  const couriers = city.couriers.map(({ client, vehicle }) =>
    again(surroundings, 'courier', () =>
      runCourier(surroundings, {
        client,
        vehicle,
        location: somewhere(),
        startsAt: surroundings.clock.now(),
        endsAt: null,
        busyIntervalMs: POSITION_INTERVAL_MS,
        idleIntervalMs: IDLE_POSITION_INTERVAL_MS,
      }),
    ),
  );
  const customers = city.customers.map((client) =>
    again(surroundings, 'customer', async () => {
      await sleepMs(between(REST_MS.least, REST_MS.most), surroundings.signal);
      if (surroundings.signal.aborted) return;
      const basket = someBasket(city.restaurants);
      const order = await buy(surroundings, client, { basket, paymentMethod: PAYMENT_METHOD });
      await order.done;
    }),
  );
  await Promise.all([...kitchens, ...couriers, ...customers]);
}

/** Does something over and over, also after a failure, until the signal ends it. */
async function again(
  { signal, tally }: Surroundings,
  who: string,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      if (signal.aborted) return;
      tally.error(error, who);
      await sleepMs(RETRY_MS, signal);
    }
  }
}

function someBasket(restaurants: readonly OpenRestaurant[]): QuoteOrderInput {
  const { id: restaurantId, items } = oneOf(restaurants);
  const item = oneOf(items);
  const modifierOptionIds = item.optionIds.filter(() => Math.random() < 0.4);
  return {
    restaurantId,
    lines: [{ menuItemId: item.id, quantity: Math.random() < 0.3 ? 2 : 1, modifierOptionIds }],
    mode: 'STANDARD',
    deliverTo: somewhere(),
    deliveryAddress: 'Somewhere in Porto',
    tip: TIP,
  };
}

function oneOf<T>(choices: readonly T[]): T {
  return choices[Math.floor(Math.random() * choices.length)] as T;
}

function between(least: number, most: number): number {
  return least + Math.random() * (most - least);
}
