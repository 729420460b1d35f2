/** When a breaker opens and closes; durations in milliseconds of process time. */
export interface BreakerPolicy {
  readonly consecutiveFailures: number;
  readonly failurePercent: number;
  readonly window: number;
  readonly openMs: number;
  readonly successesToClose: number;
}

/**
 * A circuit breaker's state, a plain value. `generation` changes with every change of kind: the result of a call that was
 * let through in an earlier generation says nothing about this one.
 */
export type BreakerState =
  | {
      readonly kind: 'closed';
      readonly generation: number;
      readonly consecutiveFailures: number;
      /** The last results, oldest first; true is a failure. */
      readonly results: readonly boolean[];
    }
  | { readonly kind: 'open'; readonly generation: number; readonly untilMs: number }
  | {
      readonly kind: 'half-open';
      readonly generation: number;
      readonly successes: number;
      readonly isProbing: boolean;
    };

/** A breaker that lets everything through. */
export function closedBreaker(generation = 0): BreakerState {
  return { kind: 'closed', generation, consecutiveFailures: 0, results: [] };
}

/** Whether a call may go out at `nowMs`, and the state after saying so. Half-open lets one call through at a time. */
export function admit(
  state: BreakerState,
  nowMs: number,
): { readonly state: BreakerState; readonly isAdmitted: boolean } {
  const current: BreakerState =
    state.kind === 'open' && nowMs >= state.untilMs
      ? { kind: 'half-open', generation: state.generation + 1, successes: 0, isProbing: false }
      : state;
  if (current.kind === 'closed') return { state: current, isAdmitted: true };
  if (current.kind === 'open' || current.isProbing) return { state: current, isAdmitted: false };
  return { state: { ...current, isProbing: true }, isAdmitted: true };
}

/** The state after the result of a call that was admitted in `generation`. */
export function record(
  state: BreakerState,
  generation: number,
  hasFailed: boolean,
  nowMs: number,
  policy: BreakerPolicy,
): BreakerState {
  if (generation !== state.generation || state.kind === 'open') return state;
  if (state.kind === 'half-open') {
    if (hasFailed) return opened(state, nowMs, policy);
    const successes = state.successes + 1;
    return successes >= policy.successesToClose
      ? closedBreaker(state.generation + 1)
      : { ...state, successes, isProbing: false };
  }
  const results = [...state.results, hasFailed].slice(-policy.window);
  const consecutiveFailures = hasFailed ? state.consecutiveFailures + 1 : 0;
  const failures = results.filter(Boolean).length;
  const tooMany =
    results.length === policy.window && failures * 100 >= policy.failurePercent * policy.window;
  return consecutiveFailures >= policy.consecutiveFailures || tooMany
    ? opened(state, nowMs, policy)
    : { ...state, consecutiveFailures, results };
}

/** Milliseconds until a call has a chance; 0 when it has one now. */
export function waitMs(state: BreakerState, nowMs: number): number {
  return state.kind === 'open' ? Math.max(0, state.untilMs - nowMs) : 0;
}

function opened(state: BreakerState, nowMs: number, policy: BreakerPolicy): BreakerState {
  return { kind: 'open', generation: state.generation + 1, untilMs: nowMs + policy.openMs };
}
