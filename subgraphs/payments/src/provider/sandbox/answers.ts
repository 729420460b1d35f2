import { z } from 'zod';

import type { ProviderIntent } from '../payment-provider.ts';

const amount = z.number().int().nonnegative();

/** A payment intent as the provider's API shows it; what we do not use is ignored. */
export const intentAnswer = z.object({
  id: z.string().min(1).max(200),
  status: z.enum([
    'requires_payment_method',
    'requires_action',
    'requires_capture',
    'succeeded',
    'canceled',
  ]),
  currency: z.string().length(3),
  amount_received: amount,
  amount_refunded: amount,
  metadata: z.record(z.string(), z.string()).default({}),
  last_payment_error: z
    .object({ decline_code: z.string().max(100).optional(), code: z.string().max(100).optional() })
    .nullish(),
});

export const listAnswer = z.object({ data: z.array(intentAnswer), has_more: z.boolean() });

export const totalsAnswer = z.object({
  data: z.array(
    z.object({
      currency: z.string().length(3),
      captured: z.string().regex(/^\d+$/),
      refunded: z.string().regex(/^\d+$/),
    }),
  ),
});

export const errorAnswer = z.object({
  error: z.object({
    type: z.string(),
    code: z.string().optional(),
    payment_intent: intentAnswer.optional(),
  }),
});

const statuses = {
  requires_payment_method: 'DECLINED',
  requires_action: 'CHALLENGED',
  requires_capture: 'HELD',
  succeeded: 'CAPTURED',
  canceled: 'CANCELLED',
} as const;

/** The provider's intent in our words. */
export function intentOf(answer: z.output<typeof intentAnswer>): ProviderIntent {
  const failure = answer.last_payment_error;
  return {
    id: answer.id,
    status: statuses[answer.status],
    declineCode: failure?.decline_code ?? failure?.code ?? null,
    currency: answer.currency.toUpperCase(),
    capturedMinor: BigInt(answer.amount_received),
    refundedMinor: BigInt(answer.amount_refunded),
    paymentId: answer.metadata['payment_id'] ?? null,
  };
}
