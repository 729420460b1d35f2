import { counter, gauge } from '@tiffin/telemetry';

/** What is known of revoked tokens, over all gateways of this process. */
export const revocationMetrics = {
  received: counter({
    name: 'tiffin_gateway_revocations_total',
    help: 'Revocations of tokens that were received, by what they are of; unreadable ones are not in force',
    labelNames: ['claim'],
  }),
  remembered: gauge({
    name: 'tiffin_gateway_revocations_remembered',
    help: 'Revocations in force, of at most 100000',
  }),
  doubtful: gauge({
    name: 'tiffin_gateway_revocations_doubtful',
    help: '1 while old tokens are refused because there are more revocations than are remembered',
  }),
  refused: counter({
    name: 'tiffin_gateway_revoked_tokens_total',
    help: 'Tokens refused before their end, by reason, and whether a request came with them or a connection had them',
    labelNames: ['reason', 'where'],
  }),
};
