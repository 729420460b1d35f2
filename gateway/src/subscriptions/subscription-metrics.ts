import { counter, gauge, measuredGauge } from '@tiffin/telemetry';
import { allBufferedBytes } from './buffered-bytes.ts';

/** How subscriptions are doing, over all gateways of this process. */
export const subscriptionMetrics = {
  sockets: gauge({
    name: 'tiffin_gateway_sockets',
    help: 'Clients with a connection for subscriptions open, by its kind',
    labelNames: ['transport'],
  }),
  subscribers: gauge({
    name: 'tiffin_gateway_subscribers',
    help: 'Subscriptions that clients have open',
  }),
  channels: gauge({
    name: 'tiffin_gateway_channels',
    help: 'Streams that subscribers share, or could',
  }),
  upstreams: gauge({
    name: 'tiffin_gateway_upstreams',
    help: 'Subscriptions that the gateway has open at subgraphs',
    labelNames: ['subgraph'],
  }),
  conflated: counter({
    name: 'tiffin_gateway_conflated_events_total',
    help: 'Events left out for a newer one',
  }),
  resumed: counter({
    name: 'tiffin_gateway_resumed_total',
    help: 'Streams taken up again: by the gateway after its source was lost, or by a client with a cursor',
    labelNames: ['how'],
  }),
  rejected: counter({
    name: 'tiffin_gateway_subscriptions_rejected_total',
    help: 'Sockets and subscriptions refused or ended against the client’s will, by reason',
    labelNames: ['reason'],
  }),
};

measuredGauge(
  {
    name: 'tiffin_gateway_buffered_bytes',
    help: 'Bytes that wait for clients to read them',
  },
  allBufferedBytes,
);
