import { userError, type UserError } from '@tiffin/service';
import type { UserErrorCode } from '../generated/graph.ts';

/** The outcome of a command on a delivery or an offer; kept as the answer of its idempotency key. */
export interface DeliveryOutcome {
  readonly deliveryId: string | null;
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

/** A command that was not taken. */
export function deliveryRefusal(
  code: UserErrorCode,
  message: string,
  field?: string,
): DeliveryOutcome {
  return { deliveryId: null, userErrors: [userError(code, message, field)] };
}
