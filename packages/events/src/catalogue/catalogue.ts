import type { AccountEvents } from './account-events.ts';
import type { DeliveryEvents } from './delivery-events.ts';
import type { OrderEvents } from './order-events.ts';
import type { PaymentEvents } from './payment-events.ts';
import type { RestaurantEvents } from './restaurant-events.ts';

/**
 * Every event of the platform: the CloudEvents `type` and the shape of its `data`.
 * A change that readers must know of gets a new version number in the type's name.
 */
export interface EventCatalogue
  extends AccountEvents, RestaurantEvents, OrderEvents, DeliveryEvents, PaymentEvents {}

/** The CloudEvents `type` of an event. */
export type EventType = keyof EventCatalogue;

/** The bounded contexts that publish events. */
export type EventSource = 'accounts' | 'restaurants' | 'orders' | 'drivers' | 'payments';
