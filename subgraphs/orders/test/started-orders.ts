import { createTestDatabase } from '@tiffin/database';
import { domainClockFromEnv, uuidv7 } from '@tiffin/kernel';
import {
  createIdentitySigner,
  IDENTITY_EXTENSION,
  IDENTITY_HEADER,
  type Identity,
} from '@tiffin/service';
import { createClient } from 'graphql-ws';
import pg from 'pg';
import WebSocket from 'ws';
import { start, type OrdersSubgraph } from '../src/subgraph.ts';
import { startOutbox, type Outbox } from './neighbours/outbox.ts';
import { CARD, PaymentsStandIn } from './neighbours/payments.ts';
import { RestaurantsStandIn } from './neighbours/restaurants.ts';
import { PLACE, QUOTE } from './operations.ts';

const IDENTITY_SECRET = 'identity-secret-of-the-tests-0123456789';
export const QUOTE_SECRET = 'quote-secret-of-the-tests-0123456789abcdef';
/** Inside the zone of the stand-in's restaurant. */
export const HOME = { latitude: 4.66, longitude: -74.05 };

type UserIdentity = Extract<Identity, { kind: 'user' }>;

/** What a GraphQL endpoint answers. */
export interface Answer {
  // Tests read what they asked for.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data?: any;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
}

/** A signed-in person, as the gateway would say. */
export function user(accountId: string = uuidv7(), more: Partial<UserIdentity> = {}): UserIdentity {
  return {
    kind: 'user',
    accountId,
    roles: ['CUSTOMER'],
    scopes: [],
    memberships: [],
    sessionId: 'a-session',
    expiresAt: Date.now() + 3_600_000,
    ...more,
  };
}

/** A domain clock that begins now and runs at a speed, for the environment. */
export function clockAtSpeed(speed: number): Record<string, string> {
  const now = new Date().toISOString();
  return {
    DOMAIN_CLOCK_ANCHOR: now,
    DOMAIN_CLOCK_STARTED_AT: now,
    DOMAIN_CLOCK_SPEED: String(speed),
  };
}

/** What a subscription gives, as it comes over the socket. */
export type Followed = AsyncIterableIterator<Answer>;

/** An orders subgraph on a database of its own, between neighbours that keep to their contracts. */
export class StartedOrders {
  readonly restaurants = new RestaurantsStandIn();
  readonly payments = new PaymentsStandIn();
  env!: Readonly<Record<string, string>>;
  /** As the owner of the tables. */
  sql!: pg.Pool;
  applicationUrl!: string;
  drivers!: Outbox;
  paymentEvents!: Outbox;
  staff!: UserIdentity;
  readonly support = user(uuidv7(), { roles: ['SUPPORT'], scopes: ['orders:admin'] });
  readonly admin = user(uuidv7(), { roles: ['ADMIN'], scopes: ['orders:admin'] });
  readonly #signer = createIdentitySigner(IDENTITY_SECRET);
  readonly #endings: (() => Promise<void>)[] = [];
  #subgraph!: OrdersSubgraph;

  static async start(more: Readonly<Record<string, string>> = {}): Promise<StartedOrders> {
    const started = new StartedOrders();
    await started.#start(more);
    return started;
  }

  async #start(more: Readonly<Record<string, string>>): Promise<void> {
    const database = await createTestDatabase('orders', 'drivers', 'payments');
    this.#endings.push(() => database.drop());
    await Promise.all([
      this.restaurants.start(IDENTITY_SECRET),
      this.payments.start(IDENTITY_SECRET),
    ]);
    this.#endings.push(
      () => this.restaurants.close(),
      () => this.payments.close(),
    );
    this.applicationUrl = database.url;
    this.env = {
      ...(process.env as Record<string, string>),
      LOG_LEVEL: 'fatal',
      PORT: '0',
      DATABASE_URL: database.url,
      IDENTITY_SECRET,
      QUOTE_SIGNING_SECRET: QUOTE_SECRET,
      RESTAURANTS_URL: this.restaurants.url,
      PAYMENTS_URL: this.payments.url,
      ...more,
    };
    this.sql = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
    this.sql.on('error', () => undefined);
    this.#endings.push(() => this.sql.end());
    this.drivers = startOutbox(database.url, 'drivers');
    this.paymentEvents = startOutbox(database.url, 'payments');
    this.#endings.push(
      () => this.drivers.close(),
      () => this.paymentEvents.close(),
    );
    const { restaurantId } = this.restaurants;
    const memberships = [{ restaurantId, role: 'STAFF' as const }];
    this.staff = user(uuidv7(), { roles: ['RESTAURANT_STAFF'], memberships });
    await this.restart();
  }

  /** Starts the subgraph (again) on the same database. */
  async restart(): Promise<void> {
    this.#subgraph = await start(this.env);
  }

  async stop(): Promise<void> {
    await this.#subgraph.close();
  }

  /** A second process of the same subgraph. */
  async another(): Promise<{ url: string; close: () => Promise<void> }> {
    return start(this.env);
  }

  async ask(
    query: string,
    variables: object,
    identity: Identity,
    url = this.#subgraph.url,
  ): Promise<Answer> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [IDENTITY_HEADER]: await this.#signer.sign(identity),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  }

  /** Follows a subscription on a socket of its own. */
  async follow(
    query: string,
    variables: Record<string, unknown>,
    identity: Identity,
  ): Promise<Followed> {
    const socket = createClient({
      url: this.#subgraph.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    this.#endings.push(async () => {
      await socket.dispose();
    });
    const extensions = { [IDENTITY_EXTENSION]: await this.#signer.sign(identity) };
    return socket.iterate({ query, variables, extensions }) as unknown as Followed;
  }

  /** A basket of the stand-in's restaurant, one dish for 20,000 pesos unless said otherwise. */
  basket(more: object = {}): object {
    const [dish] = this.restaurants.dishes;
    return {
      restaurantId: this.restaurants.restaurantId,
      lines: [{ menuItemId: dish?.id, quantity: 2, modifierOptionIds: [] }],
      mode: 'STANDARD',
      deliverTo: HOME,
      deliveryAddress: 'Calle 1',
      tip: '2000',
      ...more,
    };
  }

  /** A quote's token. */
  async quote(customer: Identity, more: object = {}): Promise<string> {
    const { data, errors } = await this.ask(QUOTE, { input: this.basket(more) }, customer);
    const token: unknown = data?.quoteOrder?.quote?.token;
    if (typeof token !== 'string') {
      throw new Error(`no quote: ${JSON.stringify(errors ?? data.quoteOrder.userErrors)}`);
    }
    return token;
  }

  async place(customer: Identity, more: object = {}, quote?: string): Promise<Answer> {
    const input = {
      idempotencyKey: uuidv7(),
      quoteToken: quote ?? (await this.quote(customer)),
      paymentMethod: CARD.approved,
      ...more,
    };
    return this.ask(PLACE, { input }, customer);
  }

  /** The id of a new order. */
  async placed(customer: Identity, basket: object = {}, more: object = {}): Promise<string> {
    const { data, errors } = await this.place(customer, more, await this.quote(customer, basket));
    const id: unknown = data?.placeOrder?.order?.id;
    if (typeof id !== 'string') {
      throw new Error(`not placed: ${JSON.stringify(errors ?? data.placeOrder.userErrors)}`);
    }
    return id;
  }

  /** Gives a command; the payload. */
  async give(operation: string, orderId: string, identity: Identity, more: object = {}) {
    const input = { idempotencyKey: uuidv7(), orderId, ...more };
    const answer = await this.ask(operation, { input }, identity);
    return answer.data ? Object.values(answer.data as Record<string, Answer['data']>)[0] : answer;
  }

  /** The domain time of the subgraph, milliseconds since the epoch. */
  domainNow(): number {
    return domainClockFromEnv(this.env).now();
  }

  /** The texts of the statements that the database takes in from the subgraph while something is done. */
  async countingStatements(act: () => Promise<unknown>): Promise<string[]> {
    const texts: string[] = [];
    const original = pg.Client.prototype.query;
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      const [query] = args as [string | { text: string }];
      texts.push(typeof query === 'string' ? query : query.text);
      return Reflect.apply(original, this, args) as never;
    } as typeof original;
    try {
      await act();
    } finally {
      pg.Client.prototype.query = original;
    }
    return texts;
  }

  /** Everything the subgraph keeps about orders, to be compared before and after what must change nothing. */
  async traces(): Promise<object> {
    const tables = [
      'customer_order',
      'order_line',
      'order_log',
      'order_annotation',
      'quote_use',
      'domain_timer',
      'stock_release',
    ];
    const counts = await Promise.all(
      tables.map(async (table) => {
        const { rows } = await this.sql.query<{ n: number; v: string }>(
          `SELECT count(*)::int AS n, coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS v FROM orders.${table} t`,
        );
        return [table, rows[0]];
      }),
    );
    const { stockTaken } = this.restaurants;
    return { ...Object.fromEntries(counts), stockTaken, held: this.payments.heldMinor };
  }

  async close(): Promise<void> {
    await this.stop();
    for (const end of this.#endings.reverse()) await end();
  }
}

/** Waits for something to become true, within a bound. */
export async function until<T>(read: () => Promise<T | null | undefined | false>): Promise<T> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const value = await read();
    if (value !== null && value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
