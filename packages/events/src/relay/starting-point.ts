import type { StreamEnds } from './stream-writer.ts';

export interface Known {
  readonly epoch: string;
  /** The last position given. */
  readonly last: number;
  /** Up to here every registered consumer has everything. */
  readonly lowest: number;
  readonly maxEntries: number;
}

export type StartingPoint =
  | { readonly kind: 'continue'; readonly after: number }
  | { readonly kind: 'rewind'; readonly after: number };

/**
 * Where publishing goes on, given what Redis holds. The stream is kept when it is of this history and holds
 * everything after the lowest checkpoint, and is made anew otherwise: missing (Redis lost everything), of another
 * history, ahead of Postgres, or with a hole at its beginning. A consumer further behind than the bound is left out:
 * it says so when it is alive.
 */
export function startingPoint(ends: StreamEnds | undefined, known: Known): StartingPoint {
  const after = Math.max(known.lowest, known.last - known.maxEntries);
  const usable =
    ends !== undefined &&
    ends.epoch === known.epoch &&
    ends.top <= known.last &&
    ends.first <= after + 1;
  if (!usable) return { kind: 'rewind', after };
  return { kind: 'continue', after: ends.top };
}
