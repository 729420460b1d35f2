import { uuidv7 } from '@tiffin/kernel';
import type { StartedOrders } from './started-orders.ts';

/** A delivery of an order, as the drivers context tells of it. */
export class Delivery {
  readonly id = uuidv7();
  readonly driverId = uuidv7();
  readonly #orders: StartedOrders;
  readonly #orderId: string;

  constructor(orders: StartedOrders, orderId: string) {
    this.#orders = orders;
    this.#orderId = orderId;
  }

  #data(driverId: string | null = this.driverId) {
    return {
      deliveryId: this.id,
      orderId: this.#orderId,
      restaurantId: this.#orders.restaurants.restaurantId,
      customerId: uuidv7(),
      driverId,
      status: '',
    };
  }

  assigned(driverId: string = this.driverId): Promise<void> {
    return this.#orders.drivers.tell('drivers.delivery.assigned.v1', this.id, {
      ...this.#data(driverId),
      vehicle: 'CAR',
      pickUp: { latitude: 0, longitude: 0 },
      dropOff: { latitude: 0, longitude: 0 },
      basePay: { minor: '300000', currency: 'COP' },
    });
  }

  step(name: 'picked_up' | 'en_route' | 'at_customer'): Promise<void> {
    return this.#orders.drivers.tell(`drivers.delivery.${name}.v1`, this.id, this.#data());
  }

  delivered(): Promise<void> {
    const earnings = { minor: '700000', currency: 'COP' };
    const data = { ...this.#data(), earnings };
    return this.#orders.drivers.tell('drivers.delivery.delivered.v1', this.id, data);
  }

  failed(): Promise<void> {
    const data = { ...this.#data(), reason: 'nobody opened' };
    return this.#orders.drivers.tell('drivers.delivery.failed.v1', this.id, data);
  }

  noDriver(): Promise<void> {
    return this.#orders.drivers.tell('drivers.delivery.no_driver.v1', this.id, this.#data(null));
  }
}
