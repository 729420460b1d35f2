import { statement } from '@tiffin/database';
import { processClock } from '@tiffin/kernel';
import { answerJson, HttpRefusal, readBody, type Route } from '@tiffin/service';

import { paymentsPolicy } from '../policy.ts';
import type { Services } from '../services.ts';
import { isSignatureValid } from './verify-signature.ts';
import { webhookEventSchema, type WebhookEvent } from './webhook-event.ts';
import type { WebhookSweeper } from './webhook-sweeper.ts';

/** Where the provider reports to. */
export const WEBHOOK_PATH = '/webhooks/sandbox';

const store = statement(
  'payments.store-webhook',
  `INSERT INTO payments.webhook_event (id, type, payload) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING`,
);

/** Takes the provider's webhooks: signature and time first, then stored, answered, and only then looked at. */
export function webhookRoute(services: Services, sweeper: WebhookSweeper, secret: string): Route {
  const { maxBodyBytes, toleranceMs } = paymentsPolicy.webhooks;
  return {
    method: 'POST',
    path: WEBHOOK_PATH,
    handle: async (request, response) => {
      const body = await readBody(request, maxBodyBytes);
      const header = request.headers['stripe-signature'];
      const signature = Array.isArray(header) ? header.join(',') : (header ?? '');
      if (!isSignatureValid(signature, body, secret, processClock.now(), toleranceMs)) {
        throw new HttpRefusal(400, 'BAD_REQUEST', 'The signature is not valid.');
      }
      const text = body.toString('utf8');
      const event = readEvent(text);
      await services.pool.query({ ...store, values: [event.id, event.type, text] });
      answerJson(response, 200, { received: true });
      sweeper.sweep();
    },
  };
}

function readEvent(text: string): WebhookEvent {
  try {
    return webhookEventSchema.parse(JSON.parse(text));
  } catch {
    throw new HttpRefusal(400, 'BAD_REQUEST', 'The body is not an event.');
  }
}
