/** How long and how often `bench:gateway` measures. */
export interface Pace {
  /** Each contestant gets every operation once a round, in turn with the others. */
  rounds: number;
  roundMs: number;
  /** Before the first round, unmeasured: plans are made, code gets hot. So many answers … */
  warmUpAnswers: number;
  /** … or so long. */
  warmUpMs: number;
}

export const FULL_PACE: Pace = {
  rounds: 3,
  roundMs: 2_500,
  warmUpAnswers: 12_000,
  warmUpMs: 6_000,
};
export const QUICK_PACE: Pace = { rounds: 1, roundMs: 800, warmUpAnswers: 1_500, warmUpMs: 1_000 };

/** Requests under way at a time. */
export const CONNECTIONS = 32;
/** Different signed callers; no divisor of the rotating ids, so that pairs of both seldom repeat. */
export const IDENTITIES = 509;
/** Answers compared between contestants, per operation. */
export const COMPARED_ANSWERS = 5;
