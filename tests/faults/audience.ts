import { createClient, type Client } from 'graphql-ws';
import { print } from 'graphql';
import { DeliveryTrackingDocument, OrderStatusChangedDocument } from '@tiffin/sdk';
import type { ReceivedStatus } from '@tiffin/simulator';
import { WebSocket } from 'ws';
import type { Person } from '../stage/stage.ts';

/** Subscribers that never resume: what reaches them reached them on the one socket they opened. */
export interface Audience {
  /** How many subscriptions are open. */
  readonly size: number;
  /** Close codes and errors met; empty when no socket closed and no subscription failed. */
  readonly complaints: string[];
  /** What each subscription received, by order. */
  readonly received: { orderId: string; statuses: ReceivedStatus[] }[];
  /** Settles when every subscription was completed by the server. */
  readonly completed: Promise<unknown>;
  close(): Promise<void>;
}

const STATUS = print(OrderStatusChangedDocument);
const TRACKING = print(DeliveryTrackingDocument);

interface StatusResult {
  orderStatusChanged?: { sequence: number; status: string };
  deliveryTracking?: { kind: string; sequence: number; status: string };
}

/**
 * Opens sockets, each with two subscriptions for every order: to its states and to its tracking.
 * Settles when every subscription has received its first event.
 */
export async function openAudience(
  url: string,
  who: Person,
  orderIds: readonly string[],
  sockets: number,
): Promise<Audience> {
  const complaints: string[] = [];
  const received: Audience['received'] = [];
  const clients: Client[] = [];
  const begun: Promise<void>[] = [];
  const completed: Promise<void>[] = [];
  let isClosing = false;
  for (let index = 0; index < sockets; index++) {
    const client = createClient({
      url: url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: async () => ({ authorization: await who.session.authorization() }),
      retryAttempts: 0,
      on: {
        closed: (event) => {
          if (!isClosing)
            complaints.push(`closed with ${String((event as { code?: number }).code)}`);
        },
      },
    });
    clients.push(client);
    const wanted = orderIds.flatMap((id) =>
      [STATUS, TRACKING].map((query) => [id, query] as const),
    );
    for (const [orderId, query] of wanted) {
      const statuses: ReceivedStatus[] = [];
      received.push({ orderId, statuses });
      const first = Promise.withResolvers<void>();
      const end = Promise.withResolvers<void>();
      begun.push(first.promise);
      completed.push(end.promise);
      client.subscribe<StatusResult>(
        { query, variables: { orderId } },
        {
          next: ({ data, errors }) => {
            if (errors) complaints.push(JSON.stringify(errors));
            const event = data?.orderStatusChanged ?? data?.deliveryTracking;
            const isPosition = data?.deliveryTracking?.kind === 'POSITION';
            if (event && !isPosition) statuses.push(event);
            first.resolve();
          },
          error: (error) => {
            if (!isClosing) complaints.push(`ended with ${JSON.stringify(error)}`);
            first.resolve();
            end.resolve();
          },
          complete: () => {
            first.resolve();
            end.resolve();
          },
        },
      );
    }
  }
  await Promise.all(begun);
  return {
    size: received.length,
    complaints,
    received,
    completed: Promise.all(completed),
    async close() {
      isClosing = true;
      await Promise.all(clients.map((client) => client.dispose()));
    },
  };
}
