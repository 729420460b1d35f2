import { idempotent, notStored, principalOf, type NotStored } from '@tiffin/commands';
import { inTransaction } from '@tiffin/database';
import { isUuid, type DomainClock } from '@tiffin/kernel';
import { requireUser, userError, type Identity } from '@tiffin/service';
import type pg from 'pg';
import { repeatSafely } from '../availability/repeat-safely.ts';
import type { OrderRecord } from '../order/order-record.ts';
import type { OrderUserError } from '../order/order-user-error.ts';
import { maySeeOrder } from '../order/visibility.ts';
import { ORDERS_SCHEMA } from '../policy.ts';
import { changeOrder, findLocked } from './change-order.ts';
import type { Actor, OrderCommand } from './command.ts';

/** What running a command needs. */
export interface CommandParts {
  readonly pool: pg.Pool;
  readonly clock: DomainClock;
  /** Something was written: there is work for the relay and the timers. */
  readonly onChanged: () => void;
}

/** A person's command on an order. */
export interface CommandRequest {
  /** The name of the mutation. */
  readonly operation: string;
  readonly idempotencyKey: string;
  readonly orderId: string;
  /** All that determines the effect besides the order. */
  readonly input: unknown;
  /** As whom the person acts. @throws TiffinError FORBIDDEN */
  readonly actorOf: (identity: Identity, order: OrderRecord) => Actor;
  /** What is wrong with the input for this actor; the command is not given then. */
  readonly check?: (actor: Actor, order: OrderRecord) => OrderUserError[];
  readonly command: OrderCommand;
}

/** The order's id, or what speaks against the command. */
export interface CommandOutcome {
  readonly orderId: string | null;
  readonly userErrors: OrderUserError[];
}

/**
 * Gives a person's command to an order: once per (person, operation, key), in one transaction. Refusals are not kept.
 *
 * @throws TiffinError UNAUTHENTICATED, FORBIDDEN, IDEMPOTENCY_CONFLICT or SERVICE_UNAVAILABLE
 */
export async function runCommand(
  { pool, clock, onChanged }: CommandParts,
  identity: Identity,
  request: CommandRequest,
): Promise<CommandOutcome> {
  requireUser(identity);
  const { orderId, idempotencyKey, operation, input } = request;
  if (!isUuid(orderId)) return unknownOrder();
  // Safe to repeat: a command that was committed after all answers by its key.
  const outcome = await repeatSafely(() =>
    inTransaction(pool, (client) =>
      idempotent<CommandOutcome>(
        client,
        ORDERS_SCHEMA,
        {
          principal: principalOf(identity),
          operation,
          key: idempotencyKey,
          input: { orderId, input },
        },
        () => give(client, clock, identity, request),
      ),
    ),
  );
  if (outcome.orderId !== null) onChanged();
  return outcome;
}

async function give(
  client: pg.ClientBase,
  clock: DomainClock,
  identity: Identity,
  { orderId, actorOf, check, command }: CommandRequest,
): Promise<CommandOutcome | NotStored<CommandOutcome>> {
  const order = await findLocked(client, orderId);
  if (order === null || !maySeeOrder(identity, order)) return notStored(unknownOrder());
  const actor = actorOf(identity, order);
  const errors = check?.(actor, order) ?? [];
  if (errors.length > 0) return notStored({ orderId: null, userErrors: errors });
  const result = await changeOrder(client, order, command, actor, clock.now());
  if (result.kind === 'changed') return { orderId, userErrors: [] };
  return notStored({
    orderId: null,
    userErrors: [userError('INVALID_TRANSITION', result.message, 'input.orderId')],
  });
}

function unknownOrder(): CommandOutcome {
  return {
    orderId: null,
    userErrors: [userError('NOT_FOUND', 'There is no such order.', 'input.orderId')],
  };
}
