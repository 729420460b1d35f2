import {
  compare,
  money,
  parseMoney,
  plusMs,
  portion,
  routeMeters,
  uuidv7,
  type DomainClock,
  type DomainInstant,
  type Money,
} from '@tiffin/kernel';
import { userError, type ServiceClient } from '@tiffin/service';
import type {
  DeliveryMode,
  OrderAmounts,
  OrderLineRecord,
  PriceLine,
} from '../order/order-record.ts';
import { storedPriceLines } from '../order/order-row.ts';
import type { OrderUserError } from '../order/order-user-error.ts';
import { orderPolicy } from '../policy.ts';
import { checkBasket, type BasketRequest } from './check-basket.ts';
import { askOrderability, violationErrors, type Orderability } from './orderability.ts';
import { priceBasket } from './price-basket.ts';
import { promise } from './promise.ts';
import type { QuoteClaims } from './quote-claims.ts';
import type { QuoteSigner } from './quote-token.ts';
import { tariffFor } from './tariff.ts';
import { taxFor } from './tax.ts';

/** A basket to price, with the tip as the customer wrote it. */
export interface QuoteRequest extends BasketRequest {
  readonly tip: string;
}

/** A signed price. */
export interface QuoteRecord {
  readonly token: string;
  readonly restaurantId: string;
  readonly lines: readonly OrderLineRecord[];
  readonly priceLines: readonly PriceLine[];
  readonly total: Money;
  readonly expiresAt: DomainInstant;
  readonly promisedAt: DomainInstant;
}

/** A quote, or everything that speaks against one. */
export type QuoteOutcome =
  | { readonly quote: QuoteRecord; readonly userErrors: [] }
  | { readonly quote: null; readonly userErrors: OrderUserError[] };

/** What pricing a basket needs. */
export interface QuoteParts {
  readonly restaurants: ServiceClient;
  readonly clock: DomainClock;
  readonly signer: QuoteSigner;
}

/** Prices a basket and signs the result. Nothing is stored. */
export async function quoteOrder(
  { restaurants, clock, signer }: QuoteParts,
  customerId: string,
  request: QuoteRequest,
): Promise<QuoteOutcome> {
  const now = clock.now();
  const errors = checkBasket(request, now);
  if (errors.length > 0) return refused(errors);
  const first = await askOrderability(restaurants, request, kitchenTime(request, now));
  const met = await atRelease(restaurants, request, first, now);
  const { restaurant } = met;
  if (restaurant === null || met.violations.length > 0) {
    return refused(violationErrors(met.violations, 'input.lines'));
  }
  const { currency } = restaurant;
  const lines = met.lines.map((line): OrderLineRecord => ({
    ...line,
    unitPrice: money(line.unitPriceMinor, currency),
  }));
  const tip = readTip(request.tip, currency);
  if (tip === null) return refused([tipError('The tip must be a positive amount.')]);
  const { amounts, lines: priceLines } = priceBasket({
    currency,
    lines,
    mode: request.mode,
    distanceMeters: routeOf(restaurant.location, request),
    tip,
    tariff: tariffFor(currency),
    tax: taxFor(restaurant.timeZone, currency),
  });
  const limits = limitErrors(request.mode, amounts);
  if (limits.length > 0) return refused(limits);
  const preparationMinutes = preparationOf(restaurant);
  const { promisedAt, releaseAt } = promise({
    ...request,
    now,
    preparationMinutes,
    pickUp: restaurant.location,
  });
  const expiresAt = plusMs(now, orderPolicy.quoteLifeMs);
  const claims: QuoteClaims = {
    quoteId: uuidv7(),
    customerId,
    restaurantId: request.restaurantId,
    expiresAt,
    promisedAt,
    scheduledFor: request.scheduledFor,
    releaseAt,
    mode: request.mode,
    currency,
    timeZone: restaurant.timeZone,
    pickUp: { ...restaurant.location },
    deliverTo: request.deliverTo === null ? null : { ...request.deliverTo },
    deliveryAddress: request.deliveryAddress,
    preparationMinutes,
    amounts: minorAmounts(amounts),
    priceLines: storedPriceLines(priceLines),
    lines: met.lines,
  };
  return {
    quote: {
      token: signer.sign(claims),
      restaurantId: request.restaurantId,
      lines,
      priceLines,
      total: amounts.total,
      expiresAt,
      promisedAt,
    },
    userErrors: [],
  };
}

function refused(userErrors: OrderUserError[]): QuoteOutcome {
  return { quote: null, userErrors };
}

/** Before the restaurant is known, a scheduled order is asked about at its slot. */
function kitchenTime({ scheduledFor }: QuoteRequest, now: DomainInstant): DomainInstant {
  return scheduledFor ?? now;
}

/** A scheduled order is judged by the time at which the kitchen will get it, which depends on the kitchen. */
async function atRelease(
  restaurants: ServiceClient,
  request: QuoteRequest,
  first: Orderability,
  now: DomainInstant,
): Promise<Orderability> {
  const { restaurant } = first;
  if (request.scheduledFor === null || restaurant === null) return first;
  const { releaseAt } = promise({
    ...request,
    now,
    preparationMinutes: preparationOf(restaurant),
    pickUp: restaurant.location,
  });
  return askOrderability(restaurants, request, releaseAt ?? now);
}

type KnownRestaurant = NonNullable<Orderability['restaurant']>;

function preparationOf({ preparationTimeMinutes, mode }: KnownRestaurant): number {
  return preparationTimeMinutes + (mode === 'BUSY' ? orderPolicy.busyExtraMinutes : 0);
}

function routeOf(pickUp: KnownRestaurant['location'], { deliverTo }: QuoteRequest): number {
  return deliverTo === null ? 0 : routeMeters(pickUp, deliverTo, orderPolicy.assumedVehicle);
}

function readTip(decimal: string, currency: string): Money | null {
  try {
    const tip = parseMoney(decimal, currency);
    return tip.minor < 0n ? null : tip;
  } catch {
    return null;
  }
}

function tipError(message: string): OrderUserError {
  return userError('INVALID_INPUT', message, 'input.tip');
}

function limitErrors(mode: DeliveryMode, { items, tip, total }: OrderAmounts): OrderUserError[] {
  const errors: OrderUserError[] = [];
  if (mode === 'PICKUP' && tip.minor > 0n) {
    errors.push(tipError('A tip is for the driver; an order to pick up has none.'));
  } else if (compare(tip, portion(items, orderPolicy.maximumTipBasisPoints)) > 0) {
    errors.push(tipError('A tip is at most as much as the items.'));
  }
  if (total.minor > orderPolicy.maximumTotalMinor) {
    errors.push(userError('INVALID_INPUT', 'The order is too large.', 'input.lines'));
  }
  return errors;
}

function minorAmounts(amounts: OrderAmounts): QuoteClaims['amounts'] {
  const text = ({ minor }: Money): string => String(minor);
  return {
    items: text(amounts.items),
    deliveryFee: text(amounts.deliveryFee),
    serviceFee: text(amounts.serviceFee),
    smallOrderFee: text(amounts.smallOrderFee),
    tax: text(amounts.tax),
    tip: text(amounts.tip),
    total: text(amounts.total),
  };
}
