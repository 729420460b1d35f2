import { OrderStatusChangedDocument, type OrderStatus, type TiffinClient } from '@tiffin/sdk';
import type { Surroundings } from './surroundings.ts';

const FINAL: ReadonlySet<OrderStatus> = new Set(['DELIVERED', 'REJECTED', 'CANCELLED']);

/** Whether an order in this state changes no more. */
export function isFinal(status: OrderStatus): boolean {
  return FINAL.has(status);
}

/** Follows one order's states so that somebody can wait for them. */
export class OrderWatch {
  readonly #stop = new AbortController();
  readonly #ended = new AbortController();
  readonly #waiting = new Set<() => void>();
  #seen = new Set<OrderStatus>();

  constructor({ signal, tally }: Surroundings, client: TiffinClient, orderId: string) {
    const stop = AbortSignal.any([signal, this.#stop.signal]);
    stop.addEventListener('abort', () => this.#wake(), { once: true });
    void this.#follow(client, orderId, stop, () => (tally.interruptions += 1)).catch((error) => {
      if (!stop.aborted) tally.error(error, 'watch');
      this.#ended.abort();
      this.#wake();
    });
  }

  /** Aborted when the order was cancelled or rejected. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  async #follow(
    client: TiffinClient,
    orderId: string,
    signal: AbortSignal,
    onInterruption: () => void,
  ): Promise<void> {
    const events = client.subscribe(
      OrderStatusChangedDocument,
      { orderId, after: null },
      { signal, onInterruption },
    );
    for await (const { orderStatusChanged: event } of events) {
      this.#seen.add(event.status);
      if (event.status === 'CANCELLED' || event.status === 'REJECTED') this.#ended.abort();
      this.#wake();
    }
  }

  /** Waits until one of the states was seen, or the order ended, or the watch was stopped. */
  async until(...statuses: OrderStatus[]): Promise<void> {
    while (
      !this.#ended.signal.aborted &&
      !this.#stop.signal.aborted &&
      !statuses.some((status) => this.#seen.has(status))
    ) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Lets go of the subscription. */
  stop(): void {
    this.#stop.abort();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
