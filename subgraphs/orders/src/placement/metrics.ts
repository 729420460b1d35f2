import { counter, histogram } from '@tiffin/telemetry';

export const placements = counter({
  name: 'tiffin_placements_total',
  help: 'Placements that came to an end: placed, declined, refused, or lost to another attempt.',
  labelNames: ['outcome'],
});
export const placementsUndone = counter({
  name: 'tiffin_placements_undone_total',
  help: 'Abandoned placements whose stock was given back and whose payment was voided.',
});

const stepSeconds = histogram({
  name: 'tiffin_placement_step_seconds',
  help: 'How long the steps of a placement take, failures included.',
  labelNames: ['step'],
});

/** The steps that are measured. */
export type PlacementStep = 'find' | 'check' | 'start' | 'reserve' | 'authorise' | 'write';

/** Measures one step. */
export async function measured<Result>(
  step: PlacementStep,
  work: () => Promise<Result>,
): Promise<Result> {
  const end = stepSeconds.startTimer({ step });
  try {
    return await work();
  } finally {
    end();
  }
}
