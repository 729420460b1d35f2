import { toRfc3339, type DomainInstant, type GeoPoint } from '@tiffin/kernel';
import { userError, type ServiceClient } from '@tiffin/service';
import {
  OrderabilityDocument,
  type OrderabilityQuery,
  type OrderabilityViolationCode,
} from '../generated/restaurants-calls.ts';
import type { OrderUserError } from '../order/order-user-error.ts';

/** What the restaurants context says about an order that might be placed. */
export type Orderability = OrderabilityQuery['orderability'];

/** Items as they are asked for. */
export interface RequestedOrder {
  readonly restaurantId: string;
  readonly lines: readonly {
    readonly menuItemId: string;
    readonly quantity: number;
    readonly modifierOptionIds: readonly string[];
  }[];
  readonly deliverTo: GeoPoint | null;
}

/** Asks what an order would meet if the kitchen got it at `at`. */
export async function askOrderability(
  restaurants: ServiceClient,
  order: RequestedOrder,
  at: DomainInstant,
): Promise<Orderability> {
  const { restaurantId, deliverTo, lines } = order;
  const { orderability } = await restaurants.request(OrderabilityDocument, {
    input: {
      restaurantId,
      deliverTo,
      at: toRfc3339(at),
      lines: lines.map(({ menuItemId, quantity, modifierOptionIds }) => ({
        menuItemId,
        quantity,
        modifierOptionIds: [...modifierOptionIds],
      })),
    },
  });
  return orderability;
}

/** A violation, whoever found it. */
export interface Violation {
  readonly code: OrderabilityViolationCode;
  readonly message: string;
  readonly lineIndex: number | null;
}

/** Violations as user errors. @param linesPath where the lines stand in the input, if they do */
export function violationErrors(
  violations: readonly Violation[],
  linesPath?: string,
): OrderUserError[] {
  return violations.map(({ code, message, lineIndex }) => {
    const field =
      linesPath === undefined || lineIndex === null ? undefined : `${linesPath}.${lineIndex}`;
    return userError(code === 'RESTAURANT_NOT_FOUND' ? 'NOT_FOUND' : code, message, field);
  });
}
