import { domainInstant, toRfc3339, type DomainInstant } from '@tiffin/kernel';
import type { MutationResolvers, QuoteResolvers } from '../generated/graph.ts';
import { orderingCustomer } from '../placement/ordering-customer.ts';
import { quoteOrder } from './quote-order.ts';

export const quoteMutations: Pick<MutationResolvers, 'quoteOrder'> = {
  quoteOrder: (_parent, { input }, { identity, services }) => {
    const { accountId } = orderingCustomer(identity);
    return quoteOrder(services.quoting, accountId, {
      restaurantId: input.restaurantId,
      lines: input.lines.map(({ menuItemId, quantity, modifierOptionIds }) => ({
        menuItemId,
        quantity,
        modifierOptionIds: modifierOptionIds ?? [],
      })),
      mode: input.mode ?? 'STANDARD',
      deliverTo: input.deliverTo ?? null,
      deliveryAddress: input.deliveryAddress ?? null,
      scheduledFor: slotOf(input.scheduledFor),
      tip: input.tip ?? '0',
    });
  },
};

/** The DateTime scalar gives a Date at run time. */
function slotOf(value: unknown): DomainInstant | null {
  if (value instanceof Date) return domainInstant(value.getTime());
  return typeof value === 'string' ? domainInstant(Date.parse(value)) : null;
}

export const quoteFields: QuoteResolvers = {
  restaurant: ({ restaurantId }) => ({ id: restaurantId }),
  expiresAt: ({ expiresAt }) => toRfc3339(expiresAt),
  promisedAt: ({ promisedAt }) => toRfc3339(promisedAt),
};
