import type { Decision } from './shared-window.ts';
import type { Tally } from './subjects.ts';

/** Decides whether callers may spend points. */
export interface RateLimiter {
  /** Whether they may, as far as that is known here; nothing is counted yet. */
  decide(tally: Tally, points: number, now: number): Decision;
  /** Counts what was decided here. */
  admit(tally: Tally, points: number): void;
  /** Counts and decides by what all gateways spent. @returns whether the points may be spent */
  ask(tally: Tally, points: number, now: number): Promise<boolean>;
}

/** Counts in this process alone. */
export const LOCAL_LIMITER: RateLimiter = {
  decide: ({ window }, points, now) => window.decideAlone(points, now),
  admit: ({ window }, points) => window.admit(points),
  ask: () => Promise.reject(new Error('there is nobody to be asked')),
};
