import { z } from 'zod';

/** What is read of a provider's event; the rest is stored and not looked at. */
export const webhookEventSchema = z.object({
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(200),
  data: z.object({
    object: z.object({ metadata: z.record(z.string(), z.string()).optional() }),
  }),
});

export type WebhookEvent = z.output<typeof webhookEventSchema>;

/** Our payment the event is about, undefined when it names none. */
export function paymentIdOf(payload: unknown): string | undefined {
  const parsed = webhookEventSchema.safeParse(payload);
  const id = parsed.success ? parsed.data.data.object.metadata?.['payment_id'] : undefined;
  return z.uuid().safeParse(id).success ? id : undefined;
}
