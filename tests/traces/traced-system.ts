import { uuidv7 } from '@tiffin/kernel';
import { waitUntil } from '@tiffin/local-stack';
import type { OpenRestaurant } from '@tiffin/simulator';
import { OtlpReceiver, type ReceivedSpan } from '@tiffin/telemetry/testing';
import { createClient, type Client } from 'graphql-ws';
import { CENTRE, near, openStage, type Person, type Stage } from '../stage/stage.ts';

/** Each process sends what it has recorded in its own time. */
const WITHIN_MS = 20_000;

const QUOTE = `mutation Quote($input: QuoteOrderInput!) {
  quoteOrder(input: $input) { quote { token } userErrors { code } }
}`;
const PLACE = `mutation PlaceOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) { order { id } userErrors { code } }
}`;
/** What a test asks of an answer. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Answered = any;

/** Somebody's application, which begins a trace for what it asks. */
export interface Origin {
  traceId: string;
  spanId: string;
}

/** A whole system of its own whose processes all send their spans here. */
export class TracedSystem {
  readonly stage: Stage;
  readonly #receiver: OtlpReceiver;
  readonly #sockets: Client[] = [];

  private constructor(stage: Stage, receiver: OtlpReceiver) {
    this.stage = stage;
    this.#receiver = receiver;
  }

  static async open(colocated: boolean): Promise<TracedSystem> {
    const receiver = await OtlpReceiver.start();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint };
    const stage = await openStage(1, env, colocated);
    return new TracedSystem(stage, receiver);
  }

  async ask({ session }: Person, query: string, input: object, origin?: Origin): Promise<Answered> {
    const traceparent = origin && `00-${origin.traceId}-${origin.spanId}-01`;
    const response = await fetch(this.stage.surroundings.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: await session.authorization(),
        ...(traceparent === undefined ? {} : { traceparent }),
      },
      body: JSON.stringify({ query, variables: { input } }),
    });
    return ((await response.json()) as { data: unknown }).data;
  }

  /** Places an order of one dish, in the trace of `origin`. @returns its id */
  async place(customer: Person, { id, items }: OpenRestaurant, origin?: Origin): Promise<string> {
    const quoted = await this.ask(customer, QUOTE, {
      restaurantId: id,
      lines: [{ menuItemId: items[0]?.id, quantity: 1 }],
      deliverTo: near(CENTRE, 200, 0),
      deliveryAddress: 'Rua da Alegria 1',
    });
    const { token: quoteToken } = quoted.quoteOrder.quote;
    const input = { idempotencyKey: uuidv7(), quoteToken, paymentMethod: 'pm_card_visa' };
    const { placeOrder } = await this.ask(customer, PLACE, input, origin);
    if (placeOrder.order === null) throw new Error(JSON.stringify(placeOrder.userErrors));
    return placeOrder.order.id as string;
  }

  /** Subscribes on a socket of its own. */
  async follow(
    { session }: Person,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<AsyncIterableIterator<Answered>> {
    const authorization = await session.authorization();
    const socket = createClient({
      url: this.stage.stack.webSocketUrl,
      connectionParams: { authorization },
      retryAttempts: 0,
    });
    this.#sockets.push(socket);
    return socket.iterate({ query, variables });
  }

  /** Waits until somebody has been admitted to a subscription. */
  admitted(field: string): Promise<boolean> {
    const name = `subscribe ${field}`;
    return waitUntil(() => this.#receiver.spans.some((span) => span.name === name), WITHIN_MS);
  }

  /** From where a trace came in to the last span of this name in it, as `process: span`. */
  async wayTo(name: string, { traceId, spanId }: Origin): Promise<string[]> {
    const isWhole = (): boolean => this.#wayTo(name, traceId)[0]?.parentSpanId === spanId;
    await waitUntil(isWhole, WITHIN_MS);
    return this.#wayTo(name, traceId).map(titleOf);
  }

  /** From where a trace began by itself, with nobody outside before it, to the last span of this name in it. */
  async wayFromNowhereTo(name: string): Promise<string[]> {
    const ways = (): ReceivedSpan[][] =>
      this.#receiver.spans
        .filter((span) => span.name === name)
        .map(({ traceId }) => this.#wayTo(name, traceId))
        .filter(([first]) => first !== undefined && !first.parentSpanId);
    await waitUntil(() => ways().length > 0, WITHIN_MS);
    return ways()[0]?.map(titleOf) ?? [];
  }

  /** Waits until all of these are in a trace, and gives all that is. */
  async spansOf({ traceId }: Origin, expected: readonly string[]): Promise<ReceivedSpan[]> {
    const titles = () => new Set(this.#ofTrace(traceId).map(titleOf));
    await waitUntil(() => expected.every((title) => titles().has(title)), WITHIN_MS);
    return this.#ofTrace(traceId);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) await socket.dispose();
    await this.stage.close();
    await this.#receiver.close();
  }

  #wayTo(name: string, traceId: string): ReceivedSpan[] {
    const spans = this.#ofTrace(traceId);
    const way: ReceivedSpan[] = [];
    let step = spans.find((span) => span.name === name);
    while (step !== undefined) {
      way.unshift(step);
      const { parentSpanId }: ReceivedSpan = step;
      step = spans.find((span) => span.spanId === parentSpanId);
    }
    return way;
  }

  #ofTrace(traceId: string): ReceivedSpan[] {
    return this.#receiver.spans.filter((span) => span.traceId === traceId);
  }
}

export function titleOf({ service, name }: ReceivedSpan): string {
  return `${service}: ${name}`;
}
