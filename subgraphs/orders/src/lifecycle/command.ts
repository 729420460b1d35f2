import type { Money } from '@tiffin/kernel';
import type { ActorKind, CancellationReason } from '../order/order-record.ts';

/** Who gives a command. */
export interface Actor {
  readonly kind: ActorKind;
  /** The account, null for Tiffin itself. */
  readonly accountId: string | null;
}

/** Tiffin itself, by a timer or a policy. */
export const SYSTEM_ACTOR: Actor = { kind: 'SYSTEM', accountId: null };

/** Commands on an order that exists. `place` makes one and is not among them. */
export type OrderCommand =
  | { readonly name: 'confirmPayment' | 'declinePayment' | 'release' | 'expire' }
  | { readonly name: 'accept'; readonly preparationMinutes: number | null }
  | { readonly name: 'reject'; readonly reason: CancellationReason }
  | { readonly name: 'startPreparing' | 'markReady' | 'handOver' }
  | { readonly name: 'pickUp' | 'setOut' }
  /** `driverEarnings` with the tip. */
  | { readonly name: 'deliver'; readonly driverEarnings: Money }
  | { readonly name: 'failDelivery' | 'giveUpOnDriver' }
  | { readonly name: 'cancel'; readonly reason: CancellationReason };
