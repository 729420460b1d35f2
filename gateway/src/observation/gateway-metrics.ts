import { counter, latencies } from '@tiffin/telemetry';

/** How operations are doing, over all gateways of this process. Times are wall-clock. */
export const gatewayMetrics = {
  operationSeconds: latencies({
    name: 'tiffin_gateway_operation_seconds',
    help: 'Time of running operations, by registered name (others are "other") and outcome',
    labelNames: ['operation', 'type', 'outcome'],
  }),
  fetchSeconds: latencies({
    name: 'tiffin_gateway_fetch_seconds',
    help: 'Time of fetches from subgraphs, joined and repeated ones included',
    labelNames: ['subgraph', 'outcome'],
  }),
  planCache: counter({
    name: 'tiffin_gateway_plan_cache_total',
    help: 'Documents looked up among those that are prepared, by result',
    labelNames: ['result'],
  }),
  errors: counter({
    name: 'tiffin_gateway_errors_total',
    help: 'Errors told to clients, by code',
    labelNames: ['code'],
  }),
  requests: counter({
    name: 'tiffin_gateway_http_requests_total',
    help: 'HTTP requests answered, by status; "abandoned" where the client did not wait',
    labelNames: ['status'],
  }),
};
