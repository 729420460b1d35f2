import type { Identity } from '@tiffin/service';
import type { Pool } from 'pg';

import type { InstructionWorker } from './instructions/worker.ts';
import { createPaymentLoaders } from './payments/payment-loaders.ts';
import type { Services } from './services.ts';

/** What a running subgraph has for its requests. */
export interface Shared {
  readonly services: Services;
  readonly worker: InstructionWorker;
  /** Connections whose statements may take longer. */
  readonly reports: Pool;
}

/** What a resolver works with: on whose behalf, with what. Made anew for every request. */
export interface Context extends Shared {
  readonly identity: Identity;
  readonly loaders: { readonly payment: ReturnType<typeof createPaymentLoaders> };
}

export function createContext(shared: Shared, identity: Identity): Context {
  return {
    ...shared,
    identity,
    loaders: { payment: createPaymentLoaders(shared.services.pool) },
  };
}
