import type { DeliveryEventData, NewEvent } from '@tiffin/events';
import type { DomainInstant, Money, Vehicle } from '@tiffin/kernel';
import { basePay } from '../earnings/earnings-rules.ts';
import type { Delivery } from './delivery.ts';
import { statusOf, type Transition } from './lifecycle.ts';

/** What some events tell beyond the delivery itself. */
export interface EventFacts {
  /** For `assigned`. */
  vehicle?: Vehicle;
  /** For `delivered`, tip included. */
  earnings?: Money;
  /** For `failed`. */
  reason?: string;
}

/** Money as it travels in events. */
function moneyData({ minor, currency }: Money) {
  return { minor: minor.toString(), currency };
}

/** The event of a transition, telling the delivery after it; null when it has none. */
export function deliveryEvent(
  { event: type }: Transition,
  after: Delivery,
  facts: EventFacts,
  now: DomainInstant,
): NewEvent | null {
  if (type === undefined) return null;
  const base: DeliveryEventData = {
    deliveryId: after.id,
    orderId: after.orderId,
    restaurantId: after.restaurantId,
    customerId: after.customerId,
    driverId: after.driverId,
    status: statusOf(after.stage),
  };
  const envelope = { subject: after.id, sequence: after.eventSequence, time: now };
  switch (type) {
    case 'drivers.delivery.assigned.v1': {
      const { pickUp, dropOff } = after;
      const data = {
        ...base,
        vehicle: required(facts.vehicle),
        pickUp,
        dropOff,
        basePay: moneyData(basePay(after.tip.currency)),
      };
      return { ...envelope, type, data };
    }
    case 'drivers.delivery.delivered.v1':
      return {
        ...envelope,
        type,
        data: { ...base, earnings: moneyData(required(facts.earnings)) },
      };
    case 'drivers.delivery.failed.v1':
      return { ...envelope, type, data: { ...base, reason: required(facts.reason) } };
    default:
      return { ...envelope, type, data: base };
  }
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a delivery event lacks a fact it must tell');
  return value;
}
