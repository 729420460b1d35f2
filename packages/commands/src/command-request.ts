import type { Identity } from '@tiffin/service';
import type { ClientBase } from 'pg';

/** What statements run on: the client of a transaction. */
export type Client = Pick<ClientBase, 'query'>;

/** One command as it was sent. */
export interface CommandRequest {
  /** Who sends it; see {@link principalOf}. */
  principal: string;
  /** Its name, e.g. `placeOrder`. */
  operation: string;
  /** The sender's idempotency key, a UUID. */
  key: string;
  /** All that determines the effect. Must be JSON; undefined properties do not count. */
  input: unknown;
}

/** The owner of idempotency keys: an account or a service. Keys of two callers never meet. */
export function principalOf(identity: Identity): string {
  switch (identity.kind) {
    case 'user':
      return `user:${identity.accountId}`;
    case 'service':
      return `service:${identity.name}`;
    case 'anonymous':
      return 'anonymous';
  }
}
