import { counter, histogram } from '@tiffin/telemetry';

/** What dispatch tells about itself. */
export const dispatchMetrics = {
  decisionSeconds: histogram({
    name: 'tiffin_drivers_dispatch_decision_seconds',
    help: 'Time to plan one pass of dispatch',
  }),
  offers: counter({ name: 'tiffin_drivers_offers_total', help: 'Offers made to drivers' }),
  escalations: counter({
    name: 'tiffin_drivers_dispatch_escalations_total',
    help: 'Searches for a driver that operators were told of',
  }),
  givenUp: counter({
    name: 'tiffin_drivers_dispatch_given_up_total',
    help: 'Deliveries given up because no driver was found',
  }),
};
