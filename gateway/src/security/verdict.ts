import type { GraphQLError } from 'graphql';
import { counter } from '@tiffin/telemetry';
import { gatewayError } from './gateway-error.ts';
import {
  rateLimitHeaders,
  seconds,
  type Header,
  type LimitState,
} from './rate-limits/rate-limit-headers.ts';

/** Whether an operation may run now, and what the caller is told about limits either way. */
export interface Verdict {
  refusal: GraphQLError | undefined;
  headers: readonly Header[];
}

export const FREE: Verdict = { refusal: undefined, headers: [] };

const refusals = counter({
  name: 'tiffin_gateway_operations_refused_total',
  help: 'Operations refused for what they cost or how often they came, by reason',
  labelNames: ['reason'],
});

/** One operation costs more than any may. */
export function tooExpensive(cost: number, limit: number): Verdict {
  refusals.inc({ reason: 'cost' });
  const message = `The operation may cost ${cost}, more than the ${limit} one may; ask for less at once.`;
  return {
    refusal: gatewayError('OPERATION_TOO_EXPENSIVE', message, {
      extensions: { cost, limit, http: { status: 400 } },
    }),
    headers: [],
  };
}

/**
 * A limit does not allow it now.
 *
 * @param cost of the operation, where the limit is that of costs
 * @param states of all limits that are told, `spent` among them
 */
export function overRate(
  spent: LimitState,
  cost: number | undefined,
  states: readonly LimitState[],
): Verdict {
  refusals.inc({ reason: spent.name });
  const retryAfterMs = Math.max(1, Math.ceil(spent.resetMs));
  const message = `The limit "${spent.name}" of ${spent.quota} a minute is spent; come back in ${seconds(retryAfterMs)} s.`;
  const facts = { limit: spent.name, quota: spent.quota, retryAfterMs };
  return {
    refusal: gatewayError('RATE_LIMITED', message, {
      extensions: { ...facts, ...(cost === undefined ? {} : { cost }), http: { status: 429 } },
    }),
    headers: [...rateLimitHeaders(states), ['retry-after', String(seconds(retryAfterMs))]],
  };
}
