import { domainInstantFromRfc3339 } from '@tiffin/kernel';
import {
  DeliveryTrackingDocument,
  OrderStatusChangedDocument,
  type OrderStatus,
  type TiffinClient,
} from '@tiffin/sdk';
import { isFinal } from './order-watch.ts';
import type { Surroundings } from './surroundings.ts';

/** One change of state as a subscriber received it. */
export interface ReceivedStatus {
  sequence: number;
  status: string;
}

/** The changes known from the answer to `placeOrder`. */
type Beginning = readonly { cursor: string; sequence: number; status: OrderStatus }[];

/** A customer's screen: follows one order on both streams until it ends, and keeps what it received. */
export class OrderFollower {
  readonly orderId: string;
  /** Changes of state received through `orderStatusChanged`, in the order of arrival. */
  readonly statuses: ReceivedStatus[];
  /** Changes of state received through `deliveryTracking`, in the order of arrival. */
  readonly tracked: ReceivedStatus[];
  /** How many positions arrived. */
  positions = 0;
  /** Settles when both streams completed. */
  readonly done: Promise<void>;
  readonly #surroundings: Surroundings;

  constructor(
    surroundings: Surroundings,
    client: TiffinClient,
    orderId: string,
    beginning: Beginning,
  ) {
    this.#surroundings = surroundings;
    this.orderId = orderId;
    this.statuses = beginning.map(({ sequence, status }) => ({ sequence, status }));
    this.tracked = [...this.statuses];
    const after = beginning.at(-1)?.cursor ?? null;
    this.done = Promise.all([
      this.#followStatus(client, after),
      this.#followTracking(client, after),
    ]).then(() => undefined);
    // The owner awaits `done` later; a failure before that is not unhandled.
    this.done.catch(() => undefined);
  }

  /** The last state received. */
  get lastStatus(): string | undefined {
    return this.statuses.at(-1)?.status;
  }

  /** Whether the order reached a final state on the status stream. */
  get finished(): boolean {
    return isFinal(this.lastStatus as OrderStatus);
  }

  async #followStatus(client: TiffinClient, after: string | null): Promise<void> {
    const variables = { orderId: this.orderId, after };
    const events = client.subscribe(OrderStatusChangedDocument, variables, this.#options());
    for await (const { orderStatusChanged: event } of events) {
      this.statuses.push({ sequence: event.sequence, status: event.status });
      this.#surroundings.tally.statusMs.add(this.#wallMsSince(event.occurredAt));
    }
  }

  async #followTracking(client: TiffinClient, after: string | null): Promise<void> {
    const variables = { orderId: this.orderId, after };
    const { tally } = this.#surroundings;
    const events = client.subscribe(DeliveryTrackingDocument, variables, this.#options());
    for await (const { deliveryTracking: event } of events) {
      if (event.kind === 'STATUS') {
        this.tracked.push({ sequence: event.sequence, status: event.status });
      } else if (event.position) {
        this.positions += 1;
        tally.positionsReceived += 1;
        tally.positionMs.add(this.#wallMsSince(event.position.recordedAt));
      }
    }
  }

  #options() {
    const { signal, tally } = this.#surroundings;
    return { signal, onInterruption: () => void (tally.interruptions += 1) };
  }

  #wallMsSince(domainTime: string): number {
    const { clock } = this.#surroundings;
    return (clock.now() - domainInstantFromRfc3339(domainTime)) / clock.speed;
  }
}
