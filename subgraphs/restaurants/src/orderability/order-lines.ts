import { TiffinError } from '@tiffin/service';
import { restaurantsPolicy } from '../policy.ts';

/** Items of an order as the customer chose them. */
export interface OrderLine {
  readonly menuItemId: string;
  readonly quantity: number;
  readonly modifierOptionIds: readonly string[];
}

/** Brings lines into one form. @throws TiffinError BAD_USER_INPUT for what no order may have */
export function checkedLines(
  lines: readonly {
    readonly menuItemId: string;
    readonly quantity: number;
    readonly modifierOptionIds?: readonly string[] | null | undefined;
  }[],
): OrderLine[] {
  const { orderLinesMax, lineQuantityMax, lineOptionsMax } = restaurantsPolicy;
  if (lines.length < 1 || lines.length > orderLinesMax) {
    throw new TiffinError('BAD_USER_INPUT', `An order has 1 to ${orderLinesMax} lines.`);
  }
  return lines.map(({ menuItemId, quantity, modifierOptionIds }) => {
    if (quantity < 1 || quantity > lineQuantityMax) {
      throw new TiffinError('BAD_USER_INPUT', `A quantity is 1 to ${lineQuantityMax}.`);
    }
    const options = modifierOptionIds ?? [];
    if (options.length > lineOptionsMax) {
      throw new TiffinError('BAD_USER_INPUT', `A line has at most ${lineOptionsMax} options.`);
    }
    return { menuItemId, quantity, modifierOptionIds: options };
  });
}
