import { counter } from '@tiffin/telemetry';

/** Attempts to log in, by what they came to: `in`, `wrong`, `locked` or `suspended`. */
export const logIns = counter({
  name: 'tiffin_log_ins_total',
  help: 'Attempts to log in, by outcome',
  labelNames: ['outcome'],
});

/** Refresh tokens that were used a second time: theft, or a client that repeats itself. */
export const reusedTokens = counter({
  name: 'tiffin_refresh_tokens_reused_total',
  help: 'Refresh tokens used a second time, each of which ended a session',
});
