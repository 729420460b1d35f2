import type { GeoPointData, MoneyData } from './values.ts';

/** What every event of a delivery carries. */
export interface DeliveryEventData {
  deliveryId: string;
  orderId: string;
  restaurantId: string;
  customerId: string;
  /** The driver, null while none has accepted. */
  driverId: string | null;
  /** State after, named as in `DeliveryStatus`. */
  status: string;
}

/** Events of the drivers context about deliveries; the subject is the delivery's id. */
export interface DeliveryEvents {
  /** A driver accepted. */
  'drivers.delivery.assigned.v1': DeliveryEventData & {
    vehicle: string;
    pickUp: GeoPointData;
    dropOff: GeoPointData;
    /** Base pay due when the order is cancelled from now on. */
    basePay: MoneyData;
  };
  'drivers.delivery.at_restaurant.v1': DeliveryEventData;
  'drivers.delivery.picked_up.v1': DeliveryEventData;
  /** The driver leaves for the customer. */
  'drivers.delivery.en_route.v1': DeliveryEventData;
  'drivers.delivery.at_customer.v1': DeliveryEventData;
  'drivers.delivery.delivered.v1': DeliveryEventData & { earnings: MoneyData };
  'drivers.delivery.failed.v1': DeliveryEventData & { reason: string };
  /** Nobody could be found within the bound; orders cancels with NO_DRIVER. */
  'drivers.delivery.no_driver.v1': DeliveryEventData;
  /** A shift began or ended; the subject is the driver's id. */
  'drivers.driver.shift_started.v1': {
    driverId: string;
    vehicle: string;
    location: GeoPointData;
  };
  'drivers.driver.shift_ended.v1': { driverId: string };
}
