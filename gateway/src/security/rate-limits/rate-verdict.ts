import { FREE, overRate, type Verdict } from '../verdict.ts';
import type { Charge } from './charges.ts';
import { rateLimitHeaders, type LimitState } from './rate-limit-headers.ts';

/** Callers are told how the limits of classes stand, whatever the verdict. */
export function admission(charged: readonly Charge[], now: number): Verdict {
  let states: LimitState[] | undefined;
  for (const charge of charged)
    if (charge.kind === 'class') (states ??= []).push(stateOf(charge, now));
  return states === undefined ? FREE : { refusal: undefined, headers: rateLimitHeaders(states) };
}

/** Also of whatever else stands in the way; the last of these to be whole again is the reason. */
export function refusal(charged: readonly Charge[], now: number): Verdict {
  const told = charged.filter(({ kind, isRefused }) => kind === 'class' || isRefused);
  const states = told.map((charge) => stateOf(charge, now));
  let strictest: LimitState | undefined;
  let cost: number | undefined;
  told.forEach(({ isRefused, kind, points }, index) => {
    const state = states[index];
    if (!isRefused || state === undefined) return;
    if (strictest !== undefined && state.resetMs <= strictest.resetMs) return;
    strictest = state;
    cost = kind === 'cost' ? points : undefined;
  });
  if (strictest === undefined) throw new Error('nothing stands in the way');
  return overRate(strictest, cost, states);
}

function stateOf({ tally: { limit, window } }: Charge, now: number): LimitState {
  const { name, windowMs } = limit;
  const { quota } = window;
  const hasEnded = window.hasEnded(now);
  const remaining = hasEnded ? quota : Math.max(0, quota - window.spent);
  // Sums of fractions can be a little more than the whole.
  const resetMs = hasEnded ? windowMs : Math.min(windowMs, window.endsAt - now);
  return { name, quota, remaining, windowMs, resetMs };
}
