import type { DomainInstant } from '@tiffin/kernel';
import { userError } from '@tiffin/service';
import type { OrderUserError } from '../order/order-user-error.ts';
import type { QuoteClaims } from '../pricing/quote-claims.ts';
import { violationErrors, type Orderability } from '../pricing/orderability.ts';

const FIELD = 'input.quoteToken';

/** The one answer for tokens that are not ours, were altered, or are somebody else's. */
export function quoteInvalid(): OrderUserError {
  return userError('QUOTE_INVALID', 'This quote is not one of yours. Ask for a new one.', FIELD);
}

/** Whether a quote is the customer's and has not ended. */
export function checkClaims(
  claims: QuoteClaims | null,
  customerId: string,
  now: DomainInstant,
): OrderUserError[] {
  if (claims === null || claims.customerId !== customerId) return [quoteInvalid()];
  return claims.expiresAt > now
    ? []
    : [userError('QUOTE_EXPIRED', 'The quote has ended. Ask for a new one.', FIELD)];
}

/** The quote was given to another order. */
export function quoteUsed(): OrderUserError {
  return userError('QUOTE_ALREADY_USED', 'The quote was used for another order.', FIELD);
}

/** What the restaurant has against the quoted order by now: changed prices and every violation, together. */
export function checkStillOrderable(claims: QuoteClaims, met: Orderability): OrderUserError[] {
  const errors = violationErrors(met.violations);
  if (!isSamePrice(claims, met)) {
    errors.push(userError('QUOTE_STALE', 'Prices have changed. Ask for a new quote.', FIELD));
  }
  return errors;
}

/** Lines that cannot be priced any more are violations, not changed prices. */
function isSamePrice(claims: QuoteClaims, met: Orderability): boolean {
  if (met.restaurant !== null && met.restaurant.currency !== claims.currency) return false;
  if (met.lines.length !== claims.lines.length) return met.violations.length > 0;
  return claims.lines.every(
    (line, index) => line.unitPriceMinor === met.lines[index]?.unitPriceMinor,
  );
}
