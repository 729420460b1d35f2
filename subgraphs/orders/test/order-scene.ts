import { afterAll, beforeAll, expect } from '@jest/globals';
import { createDatabase } from '@tiffin/database';
import { verifyLogs } from '../src/lifecycle/replay-log.ts';
import { ACCEPT, PREPARE, READ, READY } from './operations.ts';
import { StartedOrders, until, user } from './started-orders.ts';

/** One subgraph for the tests of a file, and a customer whose orders are taken some way. */
export class OrderScene {
  readonly customer = user();
  orders!: StartedOrders;

  async start(): Promise<void> {
    this.orders = await StartedOrders.start();
  }

  async read(id: string) {
    return (await this.orders.ask(READ, { id }, this.orders.support)).data.order as {
      status: string;
      charged: { amount: string } | null;
      total: { amount: string };
      cancellation: { by: string; reason: string; refunded: { amount: string } } | null;
    };
  }

  /** The id of a new order that is in a state. */
  async inState(status: 'PLACED' | 'CONFIRMED' | 'PREPARING' | 'READY'): Promise<string> {
    const id = await this.orders.placed(this.customer);
    const way = { PLACED: 0, CONFIRMED: 1, PREPARING: 2, READY: 3 }[status];
    for (const operation of [ACCEPT, PREPARE, READY].slice(0, way)) {
      await this.orders.give(operation, id, this.orders.staff);
    }
    return id;
  }

  /** Settles when an order has come to a state. */
  ended(id: string, status: string): Promise<boolean> {
    return until(async () => (await this.read(id)).status === status);
  }

  /** Ends the subgraph, once the log of every order has told the same as the order itself. */
  async close(): Promise<void> {
    const database = createDatabase({
      url: this.orders.applicationUrl,
      schema: 'orders',
      applicationName: 'test',
    });
    const lines: string[] = [];
    const { differences, orderCount } = await verifyLogs(database.pool, (line) => lines.push(line));
    await database.close();
    await this.orders.close();
    expect(lines).toEqual([]);
    expect(differences).toBe(0);
    expect(orderCount).toBeGreaterThan(0);
  }
}

/** The scene of a file's tests, begun before the first and closed after the last. */
export function orderScene(): OrderScene {
  const scene = new OrderScene();
  beforeAll(() => scene.start());
  afterAll(() => scene.close());
  return scene;
}
