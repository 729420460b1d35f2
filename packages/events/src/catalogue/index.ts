export type { AccountEvents, RevocationData } from './account-events.ts';
export type { EventCatalogue, EventSource, EventType } from './catalogue.ts';
export type { DeliveryEventData, DeliveryEvents } from './delivery-events.ts';
export type {
  OrderCancellationData,
  OrderEventData,
  OrderEvents,
  OrderRouteData,
  OrderSettlementData,
} from './order-events.ts';
export type { PaymentEventData, PaymentEvents } from './payment-events.ts';
export type { RestaurantEvents } from './restaurant-events.ts';
export type { GeoPointData, MoneyData } from './values.ts';
