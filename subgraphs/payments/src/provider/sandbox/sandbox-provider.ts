import { paymentsPolicy } from '../../policy.ts';
import type {
  ChangeRequest,
  HoldRequest,
  PaymentProvider,
  ProviderIntent,
  ProviderTotals,
} from '../payment-provider.ts';
import { ProviderUnavailableError } from '../provider-error.ts';
import type { z } from 'zod';
import { errorAnswer, intentAnswer, intentOf, listAnswer, totalsAnswer } from './answers.ts';
import { SandboxApi, type ApiAnswer, type ApiRequest } from './sandbox-api.ts';

/** The sandbox provider behind the interface of all providers: its API is Stripe's payment intents. */
export function createSandboxProvider(options: { url: string; apiKey: string }): PaymentProvider {
  const api = new SandboxApi(options.url, options.apiKey);
  const change = async (
    path: string,
    { idempotencyKey }: ChangeRequest,
    form: Record<string, string>,
  ): Promise<ApiAnswer> => api.send({ method: 'POST', path, form, idempotencyKey });

  return {
    async hold(request: HoldRequest): Promise<ProviderIntent> {
      const answer = await api.send(holdRequest(request));
      if (answer.status < 300) return intentOf(read(intentAnswer, answer));
      const { error } = read(errorAnswer, answer);
      if (error.payment_intent === undefined) throw unreadable();
      return intentOf(error.payment_intent);
    },
    async capture(request) {
      const path = `/v1/payment_intents/${request.intentId}/capture`;
      const form = { amount_to_capture: request.amount.minor.toString() };
      return intentOf(read(intentAnswer, await change(path, request, form)));
    },
    async cancel(request) {
      const path = `/v1/payment_intents/${request.intentId}/cancel`;
      return intentOf(read(intentAnswer, await change(path, request, {})));
    },
    async refund(request) {
      const form = { payment_intent: request.intentId, amount: request.amount.minor.toString() };
      await change('/v1/refunds', request, form);
    },
    async retrieve(intentId) {
      const path = `/v1/payment_intents/${intentId}`;
      return intentOf(read(intentAnswer, await api.send({ method: 'GET', path })));
    },
    async list(after) {
      const query = new URLSearchParams({ limit: String(paymentsPolicy.provider.pageSize) });
      if (after !== undefined) query.set('starting_after', after);
      const path = `/v1/payment_intents?${query.toString()}`;
      const page = read(listAnswer, await api.send({ method: 'GET', path }));
      return { intents: page.data.map(intentOf), hasMore: page.has_more };
    },
    async totals(): Promise<ProviderTotals[]> {
      const answer = read(totalsAnswer, await api.send({ method: 'GET', path: '/v1/totals' }));
      return answer.data.map(({ currency, captured, refunded }) => ({
        currency: currency.toUpperCase(),
        capturedMinor: BigInt(captured),
        refundedMinor: BigInt(refunded),
      }));
    },
    close: () => api.close(),
  };
}

function holdRequest(request: HoldRequest): ApiRequest {
  return {
    method: 'POST',
    path: '/v1/payment_intents',
    idempotencyKey: request.idempotencyKey,
    form: {
      amount: request.amount.minor.toString(),
      currency: request.amount.currency.toLowerCase(),
      payment_method: request.paymentMethod,
      capture_method: 'manual',
      confirm: 'true',
      'metadata[order_id]': request.orderId,
      'metadata[payment_id]': request.paymentId,
    },
  };
}

function read<Schema extends z.ZodType>(schema: Schema, answer: ApiAnswer): z.output<Schema> {
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw unreadable();
}

function unreadable(): ProviderUnavailableError {
  return new ProviderUnavailableError('the provider’s answer cannot be read');
}
