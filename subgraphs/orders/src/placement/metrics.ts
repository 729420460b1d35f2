import { counter } from '@tiffin/telemetry';

export const placements = counter({
  name: 'tiffin_placements_total',
  help: 'Placements that came to an end: placed, declined, refused, or lost to another attempt.',
  labelNames: ['outcome'],
});
export const placementsUndone = counter({
  name: 'tiffin_placements_undone_total',
  help: 'Abandoned placements whose stock was given back and whose payment was voided.',
});
