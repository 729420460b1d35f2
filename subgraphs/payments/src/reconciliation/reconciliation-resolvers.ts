import { requireScope, TiffinError } from '@tiffin/service';

import type { QueryResolvers } from '../generated/graph.ts';
import { ledgerBalances } from '../ledger/balances.ts';
import { ProviderUnavailableError } from '../provider/provider-error.ts';
import { reconcile } from './reconciliation.ts';

const SCOPE = 'payments:admin';

export const reconciliationQueries: QueryResolvers = {
  ledgerBalances: (_parent, _arguments, { identity, reports }) => {
    requireScope(identity, SCOPE);
    return ledgerBalances(reports);
  },
  reconciliation: async (_parent, _arguments, { identity, services, reports }) => {
    requireScope(identity, SCOPE);
    try {
      return await reconcile(reports, (ask) => services.provider.call(ask));
    } catch (cause) {
      if (!(cause instanceof ProviderUnavailableError)) throw cause;
      throw new TiffinError('SERVICE_UNAVAILABLE', 'The payment provider does not answer.', {
        cause,
      });
    }
  },
};
