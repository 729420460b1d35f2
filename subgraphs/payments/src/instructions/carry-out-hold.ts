import { statement } from '@tiffin/database';
import { toRfc3339 } from '@tiffin/kernel';

import { inCurrencyOf } from '../payments/payment.ts';
import { paymentsPolicy } from '../policy.ts';
import type { ProviderIntent } from '../provider/payment-provider.ts';
import { ProviderRefusedError } from '../provider/provider-error.ts';
import type { Services } from '../services.ts';
import type { CarriedOut } from './carry-out.ts';
import type { ClaimedInstruction } from './instruction.ts';
import { settleHold } from './settle-hold.ts';

const { authorisation: policy } = paymentsPolicy;

/** Places a hold, or learns what became of one that waits for the customer. */
export async function carryOutHold(
  services: Services,
  instruction: ClaimedInstruction,
): Promise<CarriedOut> {
  const { payment, attempts } = instruction;
  const isFirst = attempts <= 1 && payment.providerIntentId === null;
  if (payment.status !== 'PENDING' || (payment.voidRequested && isFirst)) {
    await settleHold(services, instruction, { status: 'VOIDED', intentId: null });
    return { kind: 'done' };
  }
  const intent = await currentIntent(services, instruction);
  switch (intent.status) {
    case 'CHALLENGED':
      return awaitChallenge(services, instruction, intent);
    case 'HELD':
    case 'CAPTURED':
      await settleHold(services, instruction, { status: 'AUTHORISED', intentId: intent.id });
      return { kind: 'done' };
    case 'DECLINED':
      await decline(services, instruction, intent.id, intent.declineCode ?? 'declined');
      return { kind: 'done' };
    case 'CANCELLED':
      await decline(services, instruction, intent.id, 'cancelled_at_provider');
      return { kind: 'done' };
  }
}

/** Asks again with the same key: the provider either did it before and says so, or does it now. */
async function currentIntent(
  services: Services,
  { id, payment }: ClaimedInstruction,
): Promise<ProviderIntent> {
  const { providerIntentId, paymentMethod } = payment;
  if (providerIntentId !== null) {
    return services.provider.call((provider) => provider.retrieve(providerIntentId));
  }
  try {
    return await services.provider.call((provider) =>
      provider.hold({
        idempotencyKey: id,
        amount: inCurrencyOf(payment, payment.amountMinor),
        paymentMethod: paymentMethod ?? '',
        paymentId: payment.id,
        orderId: payment.orderId,
      }),
    );
  } catch (error) {
    // For instance an unknown payment method: for the customer that is a decline.
    if (!(error instanceof ProviderRefusedError)) throw error;
    return refusedIntent(error.code);
  }
}

const NO_INTENT = '';

function refusedIntent(declineCode: string): ProviderIntent {
  return {
    id: NO_INTENT,
    status: 'DECLINED',
    declineCode,
    currency: '',
    capturedMinor: 0n,
    refundedMinor: 0n,
    paymentId: null,
  };
}

async function decline(
  services: Services,
  instruction: ClaimedInstruction,
  intentId: string,
  declineCode: string,
): Promise<void> {
  await settleHold(services, instruction, {
    status: 'DECLINED',
    intentId: intentId === NO_INTENT ? null : intentId,
    declineCode,
  });
}

const rememberIntent = statement(
  'payments.remember-challenge',
  `UPDATE payments.payment SET provider_intent_id = $2, queued = true, updated_at = $3
   WHERE id = $1 AND status = 'PENDING'`,
);

async function awaitChallenge(
  services: Services,
  instruction: ClaimedInstruction,
  intent: ProviderIntent,
): Promise<CarriedOut> {
  const { payment, ageMs, id } = instruction;
  const isOver = ageMs > policy.challengeLifetimeMs;
  if (payment.voidRequested || isOver) {
    await services.provider.call((provider) =>
      provider.cancel({ idempotencyKey: `${id}:cancel`, intentId: intent.id }),
    );
    if (isOver) await decline(services, instruction, intent.id, 'authentication_expired');
    else await settleHold(services, instruction, { status: 'VOIDED', intentId: intent.id });
    return { kind: 'done' };
  }
  if (payment.providerIntentId === null) {
    await services.pool.query({
      ...rememberIntent,
      values: [payment.id, intent.id, toRfc3339(services.clock.now())],
    });
  }
  return { kind: 'later', pauseMs: policy.challengePollMs };
}
