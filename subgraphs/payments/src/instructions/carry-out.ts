import { inCurrencyOf } from '../payments/payment.ts';
import { paymentsPolicy } from '../policy.ts';
import type { ProviderIntent } from '../provider/payment-provider.ts';
import { ProviderRefusedError } from '../provider/provider-error.ts';
import type { Services } from '../services.ts';
import { carryOutHold } from './carry-out-hold.ts';
import type { ClaimedInstruction } from './instruction.ts';
import { settleChange } from './settle-change.ts';

/** What became of an instruction. */
export type CarriedOut =
  /** Written down. */
  | { readonly kind: 'done' }
  /** To be looked at again later. */
  | { readonly kind: 'later'; readonly pauseMs: number };

/** This instruction and this payment do not fit: a person has to look. */
export class MisfitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MisfitError';
  }
}

/**
 * Does at the provider what an instruction says, and writes it down. May be repeated at any point, after any crash: the
 * provider knows the instruction's id, and the writing looks whether it was done.
 *
 * @throws ProviderUnavailableError when nothing can be said yet, ProviderRefusedError and MisfitError when repeating does
 *   not help
 */
export async function carryOut(
  services: Services,
  instruction: ClaimedInstruction,
): Promise<CarriedOut> {
  switch (instruction.kind) {
    case 'AUTHORISE':
      return carryOutHold(services, instruction);
    case 'CAPTURE':
      await carryOutCapture(services, instruction);
      break;
    case 'VOID':
      await carryOutVoid(services, instruction);
      break;
    case 'REFUND':
      await carryOutRefund(services, instruction);
      break;
  }
  await settleChange(services, instruction);
  return { kind: 'done' };
}

async function carryOutCapture(services: Services, instruction: ClaimedInstruction): Promise<void> {
  const { payment, amountMinor, id } = instruction;
  const intentId = requireHeld(instruction);
  if (amountMinor > payment.authorisedMinor) {
    throw new MisfitError('more is to be captured than is held');
  }
  await orAlreadySo(
    services,
    intentId,
    (intent) => intent.status === 'CAPTURED' && intent.capturedMinor === amountMinor,
    () =>
      services.provider.call((provider) =>
        provider.capture({
          idempotencyKey: id,
          intentId,
          amount: inCurrencyOf(payment, amountMinor),
        }),
      ),
  );
}

async function carryOutVoid(services: Services, instruction: ClaimedInstruction): Promise<void> {
  const { payment, id } = instruction;
  if (payment.status === 'DECLINED' || payment.status === 'VOIDED') return;
  const intentId = requireHeld(instruction);
  await orAlreadySo(
    services,
    intentId,
    (intent) => intent.status === 'CANCELLED',
    () => services.provider.call((provider) => provider.cancel({ idempotencyKey: id, intentId })),
  );
}

async function carryOutRefund(services: Services, instruction: ClaimedInstruction): Promise<void> {
  const { payment, amountMinor, id } = instruction;
  const { providerIntentId } = payment;
  const left = payment.capturedMinor - payment.refundedMinor;
  if (payment.status !== 'CAPTURED' || providerIntentId === null || amountMinor > left) {
    throw new MisfitError(`${payment.status} has less to refund than asked`);
  }
  await services.provider.call((provider) =>
    provider.refund({
      idempotencyKey: id,
      intentId: providerIntentId,
      amount: inCurrencyOf(payment, amountMinor),
    }),
  );
}

function requireHeld({ kind, payment }: ClaimedInstruction): string {
  if (payment.status !== 'AUTHORISED' || payment.providerIntentId === null) {
    throw new MisfitError(`${kind} of a payment that is ${payment.status}`);
  }
  return payment.providerIntentId;
}

/** A provider forgets keys after a while and then refuses the repetition of what it did: its record decides. */
async function orAlreadySo(
  services: Services,
  intentId: string,
  isSo: (intent: ProviderIntent) => boolean,
  change: () => Promise<unknown>,
): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (!(error instanceof ProviderRefusedError)) throw error;
    const intent = await services.provider.call((provider) => provider.retrieve(intentId));
    if (!isSo(intent)) throw error;
  }
}

/** How long to wait before the next try: doubled each time, up to a ceiling. */
export function pauseAfterFailureMs(attempts: number): number {
  const { retryBaseMs, retryCeilingMs } = paymentsPolicy.instructions;
  return Math.min(retryCeilingMs, retryBaseMs * 2 ** Math.min(attempts - 1, 20));
}
