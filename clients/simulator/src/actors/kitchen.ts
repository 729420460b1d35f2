import { plusMs, uuidv7, type DomainInstant } from '@tiffin/kernel';
import {
  AcceptOrderDocument,
  KitchenBoardDocument,
  MarkReadyDocument,
  RestaurantOrdersDocument,
  StartPreparingDocument,
  TransportError,
  UserErrors,
  type OrderStatus,
  type TiffinClient,
} from '@tiffin/sdk';
import { persistently } from '../pacing/persistence.ts';
import { sleepUntil } from '../pacing/sleep.ts';
import { command } from './command.ts';
import type { Surroundings } from './surroundings.ts';

/** When a kitchen cooks an order and for how long. */
export interface CookingPlan {
  /** When cooking begins at the earliest; null for at once. */
  startsAt: DomainInstant | null;
  durationMs: number;
}

/** States in which an order waits for something the kitchen does. */
const TO_COOK: ReadonlySet<OrderStatus> = new Set(['PLACED', 'CONFIRMED', 'PREPARING']);

/** A restaurant's staff with its one screen. */
export interface KitchenOptions {
  client: TiffinClient;
  restaurantId: string;
  /** The plan for an order, found by the note on it. */
  planFor(note: string | null): CookingPlan;
}

/** Takes each order that comes in, cooks it as planned and calls it ready. Runs until the signal ends it. */
export async function runKitchen(
  surroundings: Surroundings,
  { client, restaurantId, planFor }: KitchenOptions,
): Promise<void> {
  const { signal, tally } = surroundings;
  const take = (order: { id: string; status: OrderStatus; note: string | null }) =>
    void cook(surroundings, client, order, planFor(order.note)).catch((error: unknown) => {
      if (!signal.aborted) tally.error(error, 'kitchen');
    });
  const { restaurant } = await persistently(
    async () => {
      const board = await client.request(KitchenBoardDocument, { restaurantId });
      if (!board.restaurant?.ordersCursor) throw new TransportError('the board is not to be had');
      return board;
    },
    { signal },
  );
  for (const order of restaurant?.activeOrders ?? []) {
    if (TO_COOK.has(order.status)) take(order);
  }
  const screen = client.subscribe(
    RestaurantOrdersDocument,
    { restaurantId, after: restaurant?.ordersCursor ?? null },
    { signal, onInterruption: () => void (tally.interruptions += 1) },
  );
  for await (const { restaurantOrders: event } of screen) {
    if (event.status === 'PLACED') take({ ...event.order, status: event.status });
  }
}

/** Does what is left to do for an order in its state. */
async function cook(
  surroundings: Surroundings,
  client: TiffinClient,
  { id: orderId, status }: { id: string; status: OrderStatus },
  plan: CookingPlan,
): Promise<void> {
  const { clock, signal } = surroundings;
  const input = () => ({ idempotencyKey: uuidv7(), orderId });
  const preparationTimeMinutes = Math.max(1, Math.min(180, Math.round(plan.durationMs / 60_000)));
  try {
    if (status === 'PLACED') {
      const accepted = { input: { ...input(), preparationTimeMinutes } };
      await command(surroundings, client, AcceptOrderDocument, accepted);
    }
    if (status !== 'PREPARING') {
      if (plan.startsAt !== null) await sleepUntil(clock, plan.startsAt, signal);
      if (signal.aborted) return;
      await command(surroundings, client, StartPreparingDocument, { input: input() });
    }
    await sleepUntil(clock, plusMs(clock.now(), plan.durationMs), signal);
    if (signal.aborted) return;
    await command(surroundings, client, MarkReadyDocument, { input: input() });
  } catch (error) {
    // A customer or a timer may end the order while it is cooked; there is nothing left to do then.
    if (error instanceof UserErrors && error.code === 'INVALID_TRANSITION') return;
    throw error;
  }
}
