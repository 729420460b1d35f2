import type { NewEvent } from '@tiffin/events';
import type { DomainInstant, GeoPoint } from '@tiffin/kernel';
import type { Driver } from '../drivers/driver.ts';

/** A shift began. */
export function shiftStarted(driver: Driver, location: GeoPoint, now: DomainInstant): NewEvent {
  return {
    type: 'drivers.driver.shift_started.v1',
    subject: driver.id,
    sequence: driver.eventSequence + 1,
    time: now,
    data: { driverId: driver.id, vehicle: driver.vehicle, location },
  };
}

/** A shift ended. */
export function shiftEnded(driver: Driver, now: DomainInstant): NewEvent {
  return {
    type: 'drivers.driver.shift_ended.v1',
    subject: driver.id,
    sequence: driver.eventSequence + 1,
    time: now,
    data: { driverId: driver.id },
  };
}
