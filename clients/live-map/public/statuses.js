// @ts-check

/** The states of an order with the colour each has on the map. */
export const STATUSES = {
  SCHEDULED: '#8b95a5',
  PAYMENT_PENDING: '#8b95a5',
  PLACED: '#60a5fa',
  CONFIRMED: '#818cf8',
  PREPARING: '#f59e0b',
  READY: '#f5b841',
  PICKED_UP: '#2dd4bf',
  EN_ROUTE: '#34d399',
  DELIVERED: '#22c55e',
  REJECTED: '#f87171',
  CANCELLED: '#f87171',
};

/** States after which nothing more happens. */
export const FINAL = new Set(['DELIVERED', 'REJECTED', 'CANCELLED']);

/** A state for people: `EN_ROUTE` is "en route". */
export function statusText(/** @type {string} */ status) {
  return status.toLowerCase().replaceAll('_', ' ');
}
