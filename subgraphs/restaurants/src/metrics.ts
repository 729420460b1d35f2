import { counter } from '@tiffin/telemetry';

/** Reservations of stock, by what they came to: `reserved` or `refused`. */
export const reservations = counter({
  name: 'tiffin_stock_reservations_total',
  help: 'Reservations of stock, by outcome',
  labelNames: ['outcome'],
});

/** Reservations that met a change of the same item and tried again. */
export const reservationConflicts = counter({
  name: 'tiffin_stock_reservation_conflicts_total',
  help: 'Reservations of stock that were tried again because an item had changed meanwhile',
});
