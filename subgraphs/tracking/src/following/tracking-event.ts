import type { DomainInstant } from '@tiffin/kernel';
import type { Eta } from '../estimates/eta-rules.ts';
import type { LivePosition } from '../positions/live-position.ts';

/** A change of an order's state; position and estimate are those of the moment it is delivered. */
export interface StatusEvent {
  readonly kind: 'STATUS';
  readonly orderId: string;
  readonly sequence: number;
  readonly status: string;
  readonly occurredAt: DomainInstant;
}

/** The driver moved; sequence and status are those of the last change of state this subscriber got. */
export interface PositionEvent {
  readonly kind: 'POSITION';
  readonly orderId: string;
  readonly sequence: number;
  readonly status: string;
  readonly occurredAt: DomainInstant;
  readonly position: LivePosition;
  readonly eta: Eta | null;
}

/** Something that happened on the way of an order. */
export type TrackingEvent = StatusEvent | PositionEvent;

/**
 * What a cursor of this subscription is of: the order's log, with its sequence, as everywhere in the graph. A cursor
 * from `Order.history` or `orderStatusChanged` is as good as one from here.
 */
export function trackingSubject(orderId: string): string {
  return `order:${orderId}`;
}
