/** The states of an order after which nothing changes, as in `OrderStatus`. */
const FINAL: ReadonlySet<string> = new Set(['DELIVERED', 'REJECTED', 'CANCELLED']);
/** The states in which the driver has the food. */
const PICKED_UP: ReadonlySet<string> = new Set(['PICKED_UP', 'EN_ROUTE']);
/** The states in which the kitchen is done. */
const COOKED: ReadonlySet<string> = new Set(['READY', 'PICKED_UP', 'EN_ROUTE']);

export function isFinal(status: string): boolean {
  return FINAL.has(status);
}

export function isPickedUp(status: string): boolean {
  return PICKED_UP.has(status);
}

export function isCooked(status: string): boolean {
  return COOKED.has(status);
}
