import type { DomainInstant } from '@tiffin/kernel';
import type { ActorKind, DeliveryMode, OrderStatus } from '../order/order-record.ts';
import {
  TRANSITIONS,
  type CommandName,
  type Condition,
  type Transition,
} from './transition-table.ts';

/** What the conditions of the table are judged by. */
export interface Circumstances {
  readonly mode: DeliveryMode;
  /** When a scheduled order goes to the restaurant. */
  readonly releaseAt: DomainInstant | null;
  readonly now: DomainInstant;
  /** The payment provider is down and the hold is queued; matters to `place` only. */
  readonly isPaymentQueued?: boolean;
}

/** The row of the table that permits a command, or undefined when none does. */
export function findTransition(
  from: OrderStatus | null,
  command: CommandName,
  by: ActorKind,
  circumstances: Circumstances,
): Transition | undefined {
  return TRANSITIONS.find(
    (transition) =>
      transition.from === from &&
      transition.command === command &&
      transition.by.includes(by) &&
      (transition.when === undefined || holds(transition.when, circumstances)),
  );
}

/** The state a command would lead to for somebody or in some mode; for the message of a refusal. */
export function targetOf(command: CommandName): OrderStatus | undefined {
  return TRANSITIONS.find((transition) => transition.command === command)?.to;
}

function holds(
  condition: Condition,
  { mode, releaseAt, now, isPaymentQueued }: Circumstances,
): boolean {
  switch (condition) {
    case 'PAYMENT_QUEUED':
      return isPaymentQueued === true;
    case 'SLOT_AHEAD':
      return releaseAt !== null && releaseAt > now;
    case 'DUE':
      return releaseAt === null || releaseAt <= now;
    case 'PICKUP':
      return mode === 'PICKUP';
    case 'BROUGHT_BY_DRIVER':
      return mode !== 'PICKUP';
  }
}
