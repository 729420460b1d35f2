import type { OperationPreparer } from '../execution/operation-preparer.ts';
import { gatewayMetrics } from './gateway-metrics.ts';

/** Counts what is found among the prepared operations. */
export function observedPreparer(preparer: OperationPreparer): OperationPreparer {
  const hits = gatewayMetrics.planCache.labels({ result: 'hit' });
  const misses = gatewayMetrics.planCache.labels({ result: 'miss' });
  return {
    prepare(source, operationName) {
      const known = preparer.known(source, operationName);
      if (known !== undefined) {
        hits.inc();
        return known;
      }
      misses.inc();
      return preparer.prepare(source, operationName);
    },
    known(source, operationName) {
      const known = preparer.known(source, operationName);
      if (known !== undefined) hits.inc();
      return known;
    },
  };
}
