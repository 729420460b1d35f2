import { invalidRequest, missing } from '../http/api-error.ts';
import type { Effect } from '../http/idempotent.ts';
import { amountOf, metadataOf, textOf, type Parameters } from '../http/parameters.ts';
import type { ProviderEvent, Records } from '../records/records.ts';
import type { PaymentIntent, Refund } from './intent.ts';
import { testCard } from './payment-methods.ts';
import * as rules from './rules.ts';

/** The intent of an id. @throws ApiError 404 */
export function findIntent(records: Records, id: string): PaymentIntent {
  const intent = records.intent(id);
  if (intent === undefined) throw missing('payment_intent');
  return intent;
}

/** POST /v1/payment_intents: creates and confirms; a refused card answers 402 with the intent inside. */
export function createOperation(parameters: Parameters): Effect {
  const amount = amountOf(parameters, 'amount');
  if (amount === undefined) throw invalidRequest('Missing parameter: amount.', 'parameter_missing');
  const currency = textOf(parameters, 'currency').toLowerCase();
  if (!/^[a-z]{3}$/.test(currency))
    throw invalidRequest('Invalid currency.', undefined, 'currency');
  if (parameters.get('capture_method') !== 'manual' || parameters.get('confirm') !== 'true') {
    throw invalidRequest('The sandbox knows only capture_method=manual with confirm=true.');
  }
  const paymentMethod = textOf(parameters, 'payment_method');
  const card = testCard(paymentMethod);
  if (card === undefined) throw missing('payment_method');
  const intent = rules.createIntent(
    { amount, currency, paymentMethod, metadata: metadataOf(parameters) },
    card,
  );
  if (intent.status === 'requires_payment_method') {
    return {
      status: 402,
      body: { error: { ...intent.last_payment_error, payment_intent: intent } },
      intent,
      event: eventOf('payment_intent.payment_failed', intent),
    };
  }
  return answer(
    intent,
    intent.status === 'requires_action'
      ? 'payment_intent.requires_action'
      : 'payment_intent.amount_capturable_updated',
  );
}

/** POST /v1/payment_intents/:id/capture */
export function captureOperation(records: Records, id: string, parameters: Parameters): Effect {
  const intent = findIntent(records, id);
  return answer(
    rules.capture(intent, amountOf(parameters, 'amount_to_capture')),
    'payment_intent.succeeded',
  );
}

/** POST /v1/payment_intents/:id/cancel */
export function cancelOperation(records: Records, id: string): Effect {
  return answer(rules.cancel(findIntent(records, id)), 'payment_intent.canceled');
}

/** POST /v1/refunds */
export function refundOperation(records: Records, parameters: Parameters): Effect {
  const intent = findIntent(records, textOf(parameters, 'payment_intent'));
  const refunded = rules.refund(intent, amountOf(parameters, 'amount'));
  return {
    status: 200,
    body: refunded.refund,
    ...refunded,
    event: eventOf('charge.refunded', refunded.intent),
  };
}

/** POST /test/payment_intents/:id/authenticate: plays the customer at the bank's challenge. */
export function authenticateOperation(
  records: Records,
  id: string,
  parameters: Parameters,
): Effect {
  const succeeded = parameters.get('outcome') !== 'failed';
  return answer(
    rules.authenticate(findIntent(records, id), succeeded),
    succeeded ? 'payment_intent.amount_capturable_updated' : 'payment_intent.payment_failed',
  );
}

function answer(intent: PaymentIntent, eventType: string): Effect {
  return { status: 200, body: intent, intent, event: eventOf(eventType, intent) };
}

function eventOf(type: string, object: PaymentIntent | Refund): ProviderEvent {
  return {
    id: rules.newId('evt'),
    object: 'event',
    type,
    created: Math.floor(Date.now() / 1000),
    data: { object },
  };
}
