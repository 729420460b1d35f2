import {
  auditStream,
  buy,
  persistently,
  providerNet,
  runCourier,
  runKitchen,
  sleepMs,
  sumsAgree,
  threeSums,
  type OpenRestaurant,
  type OrderFollower,
  type StatusAudit,
  type ThreeSums,
} from '@tiffin/simulator';
import { OrderHistoryDocument } from '@tiffin/sdk';
import { CENTRE, CURRENCY, near, type Person, type Stage } from '../stage/stage.ts';

const COURIERS = 4;
const COOKING_MS = 60_000;
const POSITION_INTERVAL_MS = 500;
const SUMS_AGREE_WITHIN_MS = 30_000;
const SUMS_POLL_MS = 200;

/** A restaurant, its couriers and a customer who go on through every outage. */
export interface CityAtWork {
  /** Whose orders they are. */
  customer: Person;
  /** Places some orders at once and follows them. */
  placeOrders(count: number): Promise<OrderFollower[]>;
  /** What the order's log says against what its two streams received, both together. */
  audit(order: OrderFollower): Promise<{ final: boolean; streams: StatusAudit[] }>;
  /** The three sums of money once they agree, or as they stand when the time for it is over. */
  sums(): Promise<ThreeSums>;
}

export async function openCityAtWork(
  stage: Stage,
  { cookingMs = COOKING_MS }: { cookingMs?: number } = {},
): Promise<CityAtWork> {
  const { surroundings, stack, admin } = stage;
  const restaurant = await stage.open();
  const customer = await stage.join('customer', 'CUSTOMER');
  const { signal, tally, clock } = surroundings;
  const mind = (work: Promise<void>, who: string) =>
    void work.catch((error: unknown) => {
      if (!signal.aborted) tally.error(error, who);
    });
  const planFor = () => ({ startsAt: null, durationMs: cookingMs });
  const { id: restaurantId, staff } = restaurant;
  mind(runKitchen(surroundings, { client: staff, restaurantId, planFor }), 'kitchen');
  for (let index = 0; index < COURIERS; index++) {
    const { client } = await stage.hire(`courier ${index}`);
    const shift = {
      client,
      vehicle: 'MOTORCYCLE' as const,
      location: near(CENTRE, 100 * index, 100),
      startsAt: clock.now(),
      endsAt: null,
      busyIntervalMs: POSITION_INTERVAL_MS,
      idleIntervalMs: POSITION_INTERVAL_MS,
    };
    mind(runCourier(surroundings, shift), 'courier');
  }
  return {
    customer,
    placeOrders: (count) =>
      Promise.all(Array.from({ length: count }, () => place(stage, restaurant, customer))),
    async audit(order) {
      const { order: logged } = await persistently(() =>
        admin.request(OrderHistoryDocument, { id: order.orderId }),
      );
      const log = logged?.history ?? [];
      const final = ['DELIVERED', 'CANCELLED', 'REJECTED'].includes(logged?.status ?? '');
      return { final, streams: [order.statuses, order.tracked].map((s) => auditStream(log, s)) };
    },
    async sums() {
      const { SANDBOX_PROVIDER_URL = '', SANDBOX_API_KEY = '' } = stack.env;
      const deadline = performance.now() + SUMS_AGREE_WITHIN_MS;
      for (;;) {
        const provider = await providerNet(SANDBOX_PROVIDER_URL, SANDBOX_API_KEY, CURRENCY);
        const sums = await persistently(() => threeSums(admin, CURRENCY, provider));
        if (sumsAgree(sums) || performance.now() > deadline) return sums;
        await sleepMs(SUMS_POLL_MS);
      }
    },
  };
}

function place(stage: Stage, restaurant: OpenRestaurant, customer: Person) {
  return buy(stage.surroundings, customer.client, {
    basket: {
      restaurantId: restaurant.id,
      lines: restaurant.items.map(({ id, optionIds }) => ({
        menuItemId: id,
        quantity: 1,
        modifierOptionIds: optionIds,
      })),
      mode: 'STANDARD',
      deliverTo: near(CENTRE, 250, -200),
      deliveryAddress: 'Rua da Alegria 1',
      tip: '1.00',
    },
    paymentMethod: 'pm_card_visa',
  });
}
