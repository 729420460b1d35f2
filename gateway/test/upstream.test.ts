import { createServer, type Server } from 'node:http';
import { EventEmitter, on, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildSchema, type FormattedExecutionResult } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { OperationEnded } from '../src/subscriptions/operation-ended.ts';
import { Upstream } from '../src/subscriptions/upstream.ts';
import { silent } from './fixture/fixture-graph.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 5_000;

/** A source of events whose connections a test can count and break. */
class Source {
  readonly #http: Server = createServer();
  readonly #sockets = new WebSocketServer({ server: this.#http });
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly connections: WebSocket[] = [];
  readonly extensions: unknown[] = [];
  open = 0;

  constructor() {
    useServer(
      {
        schema: buildSchema('type Query { a: Int } type Subscription { tick: Int }'),
        onSubscribe: (_context, _id, { extensions }) => void this.extensions.push(extensions),
        roots: { subscription: { tick: () => this.#listen() } },
      },
      this.#sockets,
    );
    this.#sockets.on('connection', (socket) => this.connections.push(socket));
  }

  #listen(): AsyncIterableIterator<unknown> {
    const source = on(this.#events, 'tick');
    this.open += 1;
    this.#events.emit('open');
    const events = {
      next: async () => {
        const { value } = (await source.next()) as { value: [number] | undefined };
        return value === undefined
          ? { done: true as const, value: undefined }
          : { done: false, value: { tick: value[0] } };
      },
      return: async () => {
        this.open -= 1;
        this.#events.emit('open');
        await source.return?.();
        return { done: true as const, value: undefined };
      },
      [Symbol.asyncIterator]: () => events,
    };
    return events;
  }

  tick(value: number): void {
    this.#events.emit('tick', value);
  }

  async opened(count: number): Promise<void> {
    while (this.open !== count) await once(this.#events, 'open');
  }

  async listen(port = 0): Promise<number> {
    this.#http.listen(port, '127.0.0.1');
    await once(this.#http, 'listening');
    return (this.#http.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#http.close();
    await once(this.#http, 'close');
  }
}

class Sink {
  readonly events: FormattedExecutionResult[] = [];
  readonly ended: Promise<OperationEnded | undefined>;
  readonly end: (error?: OperationEnded) => void;
  next: (event: FormattedExecutionResult) => void;
  readonly received: Promise<FormattedExecutionResult>;

  constructor() {
    const ended = Promise.withResolvers<OperationEnded | undefined>();
    const received = Promise.withResolvers<FormattedExecutionResult>();
    this.ended = ended.promise;
    this.received = received.promise;
    this.end = (error) => ended.resolve(error);
    this.next = (event) => {
      this.events.push(event);
      received.resolve(event);
    };
  }

  async endCode(): Promise<unknown> {
    return (await within(WAIT_MS, this.ended))?.errors[0]?.extensions?.['code'];
  }
}

const query = 'subscription { tick }';
let source: Source;
let upstream: Upstream;
let port: number;

beforeEach(async () => {
  source = new Source();
  port = await source.listen();
  upstream = new Upstream('source', `ws://127.0.0.1:${port}`, silent);
});

afterEach(async () => {
  await upstream.close();
  await source.close();
});

describe('the connection to a source of events', () => {
  test('is one for all subscriptions, each with its own extensions', async () => {
    const sinks = Array.from({ length: 20 }, () => new Sink());
    const stops = sinks.map((sink, index) =>
      upstream.subscribe({ query, extensions: { identity: `caller-${index}` } }, sink),
    );
    await within(WAIT_MS, source.opened(20));
    source.tick(7);
    for (const sink of sinks) {
      expect(await within(WAIT_MS, sink.received)).toEqual({ data: { tick: 7 } });
    }
    expect(source.connections).toHaveLength(1);
    expect(source.extensions).toEqual(sinks.map((_, index) => ({ identity: `caller-${index}` })));
    expect(upstream.streamCount).toBe(20);
    for (const stop of stops) stop();
    await within(WAIT_MS, source.opened(0));
    expect(upstream.streamCount).toBe(0);
  });

  test.each([
    ['is cut', (socket: WebSocket) => socket.terminate()],
    ['is closed with 1000', (socket: WebSocket) => socket.close(1000)],
    ['is closed with 1001', (socket: WebSocket) => socket.close(1001)],
    ['is closed with 4500', (socket: WebSocket) => socket.close(4500)],
  ])('%s: every stream ends once, none is subscribed again in secret', async (_name, end) => {
    const sinks = [new Sink(), new Sink()];
    for (const sink of sinks) upstream.subscribe({ query }, sink);
    await within(WAIT_MS, source.opened(2));
    source.connections.forEach(end);
    for (const sink of sinks) expect(await sink.endCode()).toBe('SUBSCRIPTION_INTERRUPTED');
    await within(WAIT_MS, source.opened(0));
    const again = new Sink();
    upstream.subscribe({ query }, again);
    await within(WAIT_MS, source.opened(1));
    source.tick(8);
    expect(await within(WAIT_MS, again.received)).toEqual({ data: { tick: 8 } });
    expect(sinks.map(({ events }) => events)).toEqual([[], []]);
    expect(source.connections).toHaveLength(2);
    expect(source.extensions).toHaveLength(3);
  });

  test('to nobody there is tried a few times, then unavailable', async () => {
    await source.close();
    const sink = new Sink();
    upstream.subscribe({ query }, sink);
    expect(await sink.endCode()).toBe('SERVICE_UNAVAILABLE');
    source = new Source();
    await source.listen(port);
    const later = new Sink();
    upstream.subscribe({ query }, later);
    await within(WAIT_MS, source.opened(1));
  });

  test('to a source that is just restarting waits for it', async () => {
    await source.close();
    const sink = new Sink();
    upstream.subscribe({ query }, sink);
    source = new Source();
    await source.listen(port);
    await within(WAIT_MS, source.opened(1));
    source.tick(9);
    expect(await within(WAIT_MS, sink.received)).toEqual({ data: { tick: 9 } });
  });

  test('can be closed while nobody is there', async () => {
    await source.close();
    const sink = new Sink();
    upstream.subscribe({ query }, sink);
    await within(WAIT_MS, upstream.close());
    expect(await sink.endCode()).toBe('SUBSCRIPTION_INTERRUPTED');
    source = new Source();
    await source.listen(port);
  });

  test('errors of the source come as they are, with their origin marked', async () => {
    const sink = new Sink();
    upstream.subscribe({ query: 'subscription { nothing }' }, sink);
    const ended = await within(WAIT_MS, sink.ended);
    expect(ended).toBeInstanceOf(OperationEnded);
    expect(ended?.errors[0]).toMatchObject({
      message: expect.stringContaining('nothing'),
      extensions: { serviceName: 'source' },
    });
  });
});
