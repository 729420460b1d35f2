import { userError, type Identity } from '@tiffin/service';
import type { CancelOrderInput } from '../generated/graph.ts';
import { cancellingActor } from '../lifecycle/actor-of.ts';
import { runCommand, type CommandOutcome, type CommandParts } from '../lifecycle/run-command.ts';
import { mayGiveReason } from './early-end.ts';

/** Somebody who may ends an order. What goes back follows the refund policy. */
export function cancelOrder(
  parts: CommandParts,
  identity: Identity,
  { idempotencyKey, orderId, reason }: CancelOrderInput,
): Promise<CommandOutcome> {
  return runCommand(parts, identity, {
    operation: 'cancelOrder',
    idempotencyKey,
    orderId,
    input: { reason },
    actorOf: cancellingActor,
    check: ({ kind }) =>
      mayGiveReason(kind, reason)
        ? []
        : [userError('INVALID_INPUT', `You cannot give ${reason} as the reason.`, 'input.reason')],
    command: { name: 'cancel', reason },
  });
}
