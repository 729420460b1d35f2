import { isErrorCode } from '@tiffin/service';
import { gatewayMetrics } from './gateway-metrics.ts';

/** Codes of the gateway's own, beyond those of all services. */
const OWN_CODES: ReadonlySet<string> = new Set([
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_TOO_EXPENSIVE',
  'PERSISTED_QUERY_NOT_FOUND',
  'SCHEMA_CHANGED',
  'SUBSCRIPTION_INTERRUPTED',
  'TOO_MANY_OPERATIONS',
]);

/** Counts an error that a client is told; codes that only a subgraph knows are counted together. */
export function countError(code: unknown): void {
  const isKnown = typeof code === 'string' && (isErrorCode(code) || OWN_CODES.has(code));
  gatewayMetrics.errors.inc({ code: isKnown ? code : 'other' });
}
