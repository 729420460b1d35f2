import { userError, type Identity } from '@tiffin/service';
import { isRejectionReason } from '../cancellation/early-end.ts';
import type { AcceptOrderInput, OrderCommandInput, RejectOrderInput } from '../generated/graph.ts';
import { orderPolicy } from '../policy.ts';
import { kitchenActor } from './actor-of.ts';
import { runCommand, type CommandOutcome, type CommandParts } from './run-command.ts';

/** The restaurant takes an order, and says how long it will take. */
export function acceptOrder(
  parts: CommandParts,
  identity: Identity,
  { idempotencyKey, orderId, preparationTimeMinutes }: AcceptOrderInput,
): Promise<CommandOutcome> {
  const minutes = preparationTimeMinutes ?? null;
  return runCommand(parts, identity, {
    operation: 'acceptOrder',
    idempotencyKey,
    orderId,
    input: { minutes },
    actorOf: kitchenActor,
    check: () => (isPreparationTime(minutes) ? [] : [preparationTimeError()]),
    command: { name: 'accept', preparationMinutes: minutes },
  });
}

/** The restaurant declines an order. */
export function rejectOrder(
  parts: CommandParts,
  identity: Identity,
  { idempotencyKey, orderId, reason }: RejectOrderInput,
): Promise<CommandOutcome> {
  return runCommand(parts, identity, {
    operation: 'rejectOrder',
    idempotencyKey,
    orderId,
    input: { reason },
    actorOf: kitchenActor,
    check: () =>
      isRejectionReason(reason)
        ? []
        : [
            userError(
              'INVALID_INPUT',
              `${reason} is no reason to decline an order.`,
              'input.reason',
            ),
          ],
    command: { name: 'reject', reason },
  });
}

/** The kitchen begins, is done, or hands the food over at the counter. */
export function kitchenStep(
  parts: CommandParts,
  identity: Identity,
  step: 'startPreparing' | 'markReady' | 'handOver',
  { idempotencyKey, orderId }: OrderCommandInput,
): Promise<CommandOutcome> {
  return runCommand(parts, identity, {
    operation: step,
    idempotencyKey,
    orderId,
    input: null,
    actorOf: kitchenActor,
    command: { name: step },
  });
}

function isPreparationTime(minutes: number | null): boolean {
  const { minimum, maximum } = orderPolicy.preparationMinutes;
  return minutes === null || (minutes >= minimum && minutes <= maximum);
}

function preparationTimeError() {
  const { minimum, maximum } = orderPolicy.preparationMinutes;
  return userError(
    'INVALID_INPUT' as const,
    `The kitchen takes ${minimum} to ${maximum} minutes.`,
    'input.preparationTimeMinutes',
  );
}
