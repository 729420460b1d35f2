import { counter } from '@tiffin/telemetry';

export const orderChanges = counter({
  name: 'tiffin_order_changes_total',
  help: 'Changes of state of orders, by command and the state they led to; also those undone afterwards.',
  labelNames: ['command', 'status'],
});
