import { z } from 'zod';
import { orderPolicy } from '../policy.ts';

const instant = z.number().int().nonnegative();
const minor = z.string().regex(/^-?\d{1,18}$/);
const point = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

/** What a signed quote says: everything that placement charges and needs. Instants are domain time. */
export const quoteClaimsSchema = z.object({
  quoteId: z.uuid(),
  customerId: z.uuid(),
  restaurantId: z.uuid(),
  expiresAt: instant,
  promisedAt: instant,
  scheduledFor: instant.nullable(),
  releaseAt: instant.nullable(),
  mode: z.enum(['STANDARD', 'EXPRESS', 'SCHEDULED', 'PICKUP']),
  currency: z.string().regex(/^[A-Z]{3}$/),
  timeZone: z.string().max(64),
  pickUp: point,
  deliverTo: point.nullable(),
  deliveryAddress: z.string().max(orderPolicy.maximumAddressCharacters).nullable(),
  preparationMinutes: z.number().int(),
  amounts: z.object({
    items: minor,
    deliveryFee: minor,
    serviceFee: minor,
    smallOrderFee: minor,
    tax: minor,
    tip: minor,
    total: minor,
  }),
  priceLines: z.array(
    z.object({
      kind: z.enum(['ITEMS', 'DELIVERY_FEE', 'SERVICE_FEE', 'SMALL_ORDER_FEE', 'TAX', 'TIP']),
      explanation: z.string(),
      minor,
    }),
  ),
  lines: z
    .array(
      z.object({
        menuItemId: z.string(),
        name: z.string(),
        quantity: z.number().int().positive(),
        unitPriceMinor: z.number().int(),
        modifiers: z.array(
          z.object({
            optionId: z.string(),
            name: z.string(),
            priceDeltaMinor: z.number().int(),
          }),
        ),
      }),
    )
    .min(1),
});

/** What a signed quote says. */
export type QuoteClaims = z.infer<typeof quoteClaimsSchema>;
