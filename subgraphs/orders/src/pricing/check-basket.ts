import { isGeoPoint, isUuid, type DomainInstant, type GeoPoint } from '@tiffin/kernel';
import { userError } from '@tiffin/service';
import type { DeliveryMode } from '../order/order-record.ts';
import { orderPolicy } from '../policy.ts';
import type { OrderUserError } from '../order/order-user-error.ts';

/** A basket as the customer states it. */
export interface BasketRequest {
  readonly restaurantId: string;
  readonly lines: readonly {
    readonly menuItemId: string;
    readonly quantity: number;
    readonly modifierOptionIds: readonly string[];
  }[];
  readonly mode: DeliveryMode;
  readonly deliverTo: GeoPoint | null;
  readonly deliveryAddress: string | null;
  readonly scheduledFor: DomainInstant | null;
}

/** What can be found wrong with a basket without asking the restaurant; all of it together. */
export function checkBasket(basket: BasketRequest, now: DomainInstant): OrderUserError[] {
  return [
    ...(isUuid(basket.restaurantId)
      ? []
      : [userError('NOT_FOUND', 'There is no such restaurant.', 'input.restaurantId')]),
    ...lineErrors(basket.lines),
    ...placeErrors(basket),
    ...slotErrors(basket, now),
  ];
}

function invalid(message: string, field: string): OrderUserError {
  return userError('INVALID_INPUT', message, field);
}

function lineErrors(lines: BasketRequest['lines']): OrderUserError[] {
  const { minimum, maximum } = orderPolicy.lines;
  if (lines.length < minimum || lines.length > maximum) {
    return [invalid(`A basket has ${minimum} to ${maximum} lines.`, 'input.lines')];
  }
  return lines.flatMap((line, index) => lineProblems(line, `input.lines.${index}`));
}

function lineProblems(line: BasketRequest['lines'][number], path: string): OrderUserError[] {
  const { minimum, maximum } = orderPolicy.quantity;
  const errors: OrderUserError[] = [];
  if (line.quantity < minimum || line.quantity > maximum) {
    errors.push(invalid(`The quantity must be ${minimum} to ${maximum}.`, `${path}.quantity`));
  }
  if (line.modifierOptionIds.length > orderPolicy.maximumModifiersPerLine) {
    const most = orderPolicy.maximumModifiersPerLine;
    errors.push(invalid(`A line has at most ${most} modifiers.`, `${path}.modifierOptionIds`));
  }
  if (!isUuid(line.menuItemId)) {
    errors.push(userError('ITEM_UNAVAILABLE', 'There is no such item.', `${path}.menuItemId`));
  }
  if (!line.modifierOptionIds.every(isUuid)) {
    errors.push(
      userError('MODIFIER_INVALID', 'There is no such option.', `${path}.modifierOptionIds`),
    );
  }
  return errors;
}

function placeErrors({ mode, deliverTo, deliveryAddress }: BasketRequest): OrderUserError[] {
  if (mode === 'PICKUP') {
    return deliverTo === null && deliveryAddress === null
      ? []
      : [invalid('An order to pick up has no delivery address.', 'input.deliverTo')];
  }
  const errors: OrderUserError[] = [];
  if (deliverTo === null || !isGeoPoint(deliverTo)) {
    errors.push(invalid('Say where the food goes.', 'input.deliverTo'));
  }
  if ((deliveryAddress ?? '').length > orderPolicy.maximumAddressCharacters) {
    const most = orderPolicy.maximumAddressCharacters;
    errors.push(invalid(`An address has at most ${most} characters.`, 'input.deliveryAddress'));
  }
  return errors;
}

function slotErrors({ mode, scheduledFor }: BasketRequest, now: DomainInstant): OrderUserError[] {
  const field = 'input.scheduledFor';
  if (mode !== 'SCHEDULED') {
    return scheduledFor === null ? [] : [invalid('Only a SCHEDULED order has a slot.', field)];
  }
  if (scheduledFor === null) return [invalid('Say when the food is wanted.', field)];
  const ahead = scheduledFor - now;
  return ahead >= orderPolicy.slotLeadMs && ahead <= orderPolicy.slotHorizonMs
    ? []
    : [invalid('A slot lies 15 minutes to 7 days ahead.', field)];
}
