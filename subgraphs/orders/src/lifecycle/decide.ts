import { plusMs, toRfc3339, type DomainInstant } from '@tiffin/kernel';
import { causeOf, type EarlyEnd } from '../cancellation/early-end.ts';
import { settleCancellation, type CancellationSettlement } from '../cancellation/refund-policy.ts';
import type {
  ActorKind,
  CancellationReason,
  OrderRecord,
  OrderStatus,
} from '../order/order-record.ts';
import type { Actor, OrderCommand } from './command.ts';
import { findTransition, targetOf } from './find-transition.ts';
import type { OrderPatch } from './order-patch.ts';
import type { CommandName } from './transition-table.ts';

const MINUTE_MS = 60_000;

/** A change of state that the table permits. */
export interface OrderChange {
  readonly kind: 'change';
  readonly command: CommandName;
  readonly previousStatus: OrderStatus;
  readonly status: OrderStatus;
  readonly actor: Actor;
  readonly occurredAt: DomainInstant;
  /** The columns it sets. */
  readonly patch: OrderPatch;
  /** How what is kept is split, for an early end. */
  readonly settlement: CancellationSettlement | null;
}

/** A command that the table does not permit. */
export interface Refusal {
  readonly kind: 'refused';
  readonly from: OrderStatus;
  readonly command: CommandName;
  /** Names the present state and the one asked for. */
  readonly message: string;
}

/** Applies the transition table to one order. Pure: nothing happens by it. */
export function decide(
  order: OrderRecord,
  command: OrderCommand,
  actor: Actor,
  now: DomainInstant,
): OrderChange | Refusal {
  const { mode, releaseAt, status: from } = order;
  const transition = findTransition(from, command.name, actor.kind, { mode, releaseAt, now });
  if (transition === undefined) return refusal(order, command.name, actor.kind);
  const { to } = transition;
  const end = earlyEnd(command, actor.kind);
  const settlement = end === null ? null : settleCancellation(order, causeOf(end.reason), now);
  return {
    kind: 'change',
    command: command.name,
    previousStatus: from,
    status: to,
    actor,
    occurredAt: now,
    settlement,
    patch: {
      ...kitchenPatch(order, command, now),
      ...(to === 'DELIVERED'
        ? { finished_at: toRfc3339(now), charged_minor: String(order.amounts.total.minor) }
        : {}),
      ...(end === null || settlement === null ? {} : endPatch(end, settlement, now)),
    },
  };
}

function refusal(order: OrderRecord, command: CommandName, by: ActorKind): Refusal {
  const { status: from, mode } = order;
  const target = targetOf(command) ?? from;
  return {
    kind: 'refused',
    from,
    command,
    message: `An order that is ${from} (${mode}) cannot become ${target} by ${command} of ${by}.`,
  };
}

function kitchenPatch(order: OrderRecord, command: OrderCommand, now: DomainInstant): OrderPatch {
  if (command.name === 'markReady') return { ready_at: toRfc3339(now) };
  if (command.name !== 'accept') return {};
  const minutes = command.preparationMinutes ?? order.preparationMinutes;
  return {
    accepted_at: toRfc3339(now),
    preparation_minutes: minutes,
    ready_at: toRfc3339(plusMs(now, minutes * MINUTE_MS)),
  };
}

function earlyEnd(command: OrderCommand, by: ActorKind): EarlyEnd | null {
  const ended = (reason: CancellationReason): EarlyEnd => ({ by, reason });
  switch (command.name) {
    case 'reject':
    case 'cancel':
      return ended(command.reason);
    case 'expire':
      return ended('ACCEPTANCE_TIMEOUT');
    case 'declinePayment':
      return ended('PAYMENT_DECLINED');
    case 'failDelivery':
      return ended('DELIVERY_FAILED');
    case 'giveUpOnDriver':
      return ended('NO_DRIVER');
    default:
      return null;
  }
}

function endPatch(
  end: EarlyEnd,
  settlement: CancellationSettlement,
  now: DomainInstant,
): OrderPatch {
  return {
    finished_at: toRfc3339(now),
    cancelled_by: end.by,
    cancellation_reason: end.reason,
    charged_minor: String(settlement.charged.minor),
    refunded_minor: String(settlement.refunded.minor),
  };
}
