import { counter, gauge } from '@tiffin/telemetry';

/** How the supergraph is kept up to date, over all gateways of this process. */
export const reloadMetrics = {
  reloads: counter({
    name: 'tiffin_gateway_supergraph_reloads_total',
    help: 'New supergraphs by outcome: taken, refused (the old one goes on), unreadable',
    labelNames: ['outcome'],
  }),
  loadedAt: gauge({
    name: 'tiffin_gateway_supergraph_loaded_timestamp_seconds',
    help: 'When the supergraph in use was loaded, Unix time',
  }),
  generations: gauge({
    name: 'tiffin_gateway_supergraph_generations',
    help: 'Supergraphs in use: the newest, and older ones that still have subscriptions',
  }),
};
