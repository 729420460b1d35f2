import { plusMs, uuidv7, type DomainInstant } from '@tiffin/kernel';
import {
  AcceptOrderDocument,
  KitchenBoardDocument,
  MarkReadyDocument,
  RestaurantOrdersDocument,
  StartPreparingDocument,
  TransportError,
  UserErrors,
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
  const take = ({ id, note }: { id: string; note: string | null }) =>
    void cook(surroundings, client, id, planFor(note)).catch((error: unknown) => {
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
  for (const order of restaurant?.activeOrders ?? []) if (order.status === 'PLACED') take(order);
  const screen = client.subscribe(
    RestaurantOrdersDocument,
    { restaurantId, after: restaurant?.ordersCursor ?? null },
    { signal, onInterruption: () => void (tally.interruptions += 1) },
  );
  for await (const { restaurantOrders: event } of screen) {
    if (event.status === 'PLACED') take(event.order);
  }
}

async function cook(
  surroundings: Surroundings,
  client: TiffinClient,
  orderId: string,
  plan: CookingPlan,
): Promise<void> {
  const { clock, signal } = surroundings;
  const step = (document: typeof StartPreparingDocument | typeof MarkReadyDocument) =>
    command<Record<string, { userErrors: { code: string; message: string }[] }>, object>(
      surroundings,
      client,
      document as never,
      { input: { idempotencyKey: uuidv7(), orderId } },
    );
  const preparationTimeMinutes = Math.max(1, Math.min(180, Math.round(plan.durationMs / 60_000)));
  try {
    const input = { idempotencyKey: uuidv7(), orderId, preparationTimeMinutes };
    await command(surroundings, client, AcceptOrderDocument, { input });
    if (plan.startsAt !== null) await sleepUntil(clock, plan.startsAt, signal);
    if (signal.aborted) return;
    await step(StartPreparingDocument);
    await sleepUntil(clock, plusMs(clock.now(), plan.durationMs), signal);
    if (signal.aborted) return;
    await step(MarkReadyDocument);
  } catch (error) {
    // A customer or a timer may end the order while it is cooked; there is nothing left to do then.
    if (error instanceof UserErrors && error.code === 'INVALID_TRANSITION') return;
    throw error;
  }
}
