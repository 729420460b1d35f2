import { resumable, type PubSub } from '@tiffin/events';
import type { Identity } from '@tiffin/service';
import { isFinal, isPickedUp } from '../orders/order-status.ts';
import {
  knownOrder,
  statusesAfter,
  type Client,
  type StatusEntry,
} from '../orders/order-statements.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { orderChannel, positionChannel } from '../positions/keys.ts';
import type { PositionMessage } from '../positions/position-message.ts';
import { mayFollow, seesAsCustomer } from './order-visibility.ts';
import { withReducedPrecision } from './reduced-precision.ts';
import type { PositionEvent, StatusEvent, TrackingEvent } from './tracking-event.ts';

/** What following an order works with. */
export interface FollowParts {
  readonly pool: Client;
  readonly pubsub: PubSub;
  readonly identity: Identity;
  readonly order: TrackedOrder;
  /** The last change of state the subscriber has; undefined for one who begins. */
  readonly after: number | undefined;
  /** The driver's last position, where there is one. */
  readonly lastPosition: () => Promise<PositionMessage | null>;
}

/**
 * The states of an order, each once and in order, and between them the newest position of its driver. A
 * position is told with the last state told before it, and no more once the order has ended.
 */
export async function followDelivery(
  parts: FollowParts,
): Promise<AsyncIterableIterator<TrackingEvent>> {
  const { pool, pubsub, identity, order, after } = parts;
  const orderId = order.id;
  const [seen] = after ? await statusesAfter(pool, orderId, after - 1, 1) : [];
  const toEvent = ({ sequence, status, occurredAt }: StatusEntry): StatusEvent => {
    return { kind: 'STATUS', orderId, sequence, status, occurredAt };
  };
  const events = resumable<StatusEvent, PositionMessage>({
    pubsub,
    channel: orderChannel(orderId),
    ...(after === undefined ? {} : { after }),
    snapshot: async () => {
      const { sequence } = (await knownOrder(pool, orderId)) ?? order;
      const [latest] = await statusesAfter(pool, orderId, sequence - 1, 1);
      return latest ? toEvent(latest) : null;
    },
    readLog: async (sequence, limit) =>
      (await statusesAfter(pool, orderId, sequence, limit)).map(toEvent),
    isFinal: ({ status }) => isFinal(status),
    // The driver may have changed since; the other parties of an order never do.
    authorise: async () => {
      const present = await knownOrder(pool, orderId);
      return present !== null && mayFollow(identity, present);
    },
    latest: {
      channels: [positionChannel(orderId)],
      toEvent: (message) => visible(message as PositionMessage, identity, order),
      initial: async () => {
        const last = await parts.lastPosition();
        const seen = last && visible(last, identity, order);
        return seen ? [seen] : [];
      },
    },
  });
  return new TrackingEvents(
    events,
    identity,
    order,
    after ?? 0,
    seen?.status ?? order.status ?? '',
  );
}

/** A driver sees only himself, also when another one has taken over and word of it is still on its way. */
function visible(
  message: PositionMessage,
  identity: Identity,
  order: TrackedOrder,
): PositionMessage | null {
  const isParty = mayFollow(identity, { ...order, driverId: null });
  const isSelf = identity.kind === 'user' && identity.accountId === message.position.driverId;
  return isParty || isSelf ? message : null;
}

/** Gives positions the state they belong to. Not a generator: `return()` must reach the source while it waits. */
class TrackingEvents implements AsyncIterableIterator<TrackingEvent> {
  readonly #events: AsyncIterator<StatusEvent | PositionMessage>;
  readonly #identity: Identity;
  readonly #order: TrackedOrder;
  #sequence: number;
  #status: string;

  constructor(
    events: AsyncIterator<StatusEvent | PositionMessage>,
    identity: Identity,
    order: TrackedOrder,
    sequence: number,
    status: string,
  ) {
    this.#events = events;
    this.#identity = identity;
    this.#order = order;
    this.#sequence = sequence;
    this.#status = status;
  }

  async next(): Promise<IteratorResult<TrackingEvent>> {
    const { done, value } = await this.#events.next();
    if (done === true) return { done: true, value: undefined };
    return { done: false, value: 'kind' in value ? this.#pass(value) : this.#place(value) };
  }

  #pass(event: StatusEvent): StatusEvent {
    this.#sequence = event.sequence;
    this.#status = event.status;
    return event;
  }

  #place({ position, eta }: PositionMessage): PositionEvent {
    const isBlurred = !isPickedUp(this.#status) && seesAsCustomer(this.#identity, this.#order);
    return {
      kind: 'POSITION',
      orderId: this.#order.id,
      sequence: this.#sequence,
      status: this.#status,
      occurredAt: position.recordedAt,
      position: isBlurred ? withReducedPrecision(position) : position,
      eta,
    };
  }

  async return(): Promise<IteratorResult<TrackingEvent>> {
    await this.#events.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
