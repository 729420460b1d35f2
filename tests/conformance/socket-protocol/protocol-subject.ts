import type { ConformanceScene } from '../scene.ts';
import { RawSocket, type Message } from './raw-socket.ts';

/** A server of the protocol, and what it takes to be let in. */
export interface ProtocolSubject {
  name: 'gateway' | 'orders';
  /** Largest message it takes, bytes. */
  messageBytes: number;
  /** In how many milliseconds it wants to be greeted. */
  initTimeoutMs: number;
}

/** The gateway, and the subgraph with the most subscriptions for all of them, as they share their server. */
export const SUBJECTS: readonly ProtocolSubject[] = [
  { name: 'gateway', messageBytes: 256 * 1024, initTimeoutMs: 5_000 },
  { name: 'orders', messageBytes: 1024 * 1024, initTimeoutMs: 3_000 },
];

export const ORDER_STATES = `subscription ($id: ID!) {
  orderStatusChanged(orderId: $id) { sequence status }
}`;

/** One subject with somebody who may follow orders there. */
export class Protocol {
  readonly #scene: ConformanceScene;
  readonly #subject: ProtocolSubject;

  constructor(scene: ConformanceScene, subject: ProtocolSubject) {
    this.#scene = scene;
    this.#subject = subject;
  }

  get url(): string {
    return this.#scene.urlOf(this.#subject.name);
  }

  connect(): Promise<RawSocket> {
    return RawSocket.connect(this.url);
  }

  /** The gateway is told at the greeting who calls, a subgraph with each operation. */
  async init(): Promise<Message> {
    if (this.#subject.name !== 'gateway') return { type: 'connection_init' };
    const payload = await this.#scene.headersFor('gateway');
    return { type: 'connection_init', payload };
  }

  /** Connected, greeted and acknowledged. */
  async open(): Promise<RawSocket> {
    const socket = await this.connect();
    socket.send(await this.init());
    const answer = await socket.next();
    if (answer.type !== 'connection_ack') throw new Error(`not acknowledged: ${answer.type}`);
    return socket;
  }

  async subscribeMessage(id: string, payload: Record<string, unknown>): Promise<Message> {
    const identity = await this.#scene.customerIdentity();
    const extensions = this.#subject.name === 'gateway' ? {} : { extensions: { identity } };
    return { type: 'subscribe', id, payload: { ...payload, ...extensions } };
  }

  /** Sends an operation. */
  async start(
    socket: RawSocket,
    id: string,
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<void> {
    socket.send(await this.subscribeMessage(id, { query, variables }));
  }

  /** Follows an order; resolves once it runs, with its first event. */
  async follow(socket: RawSocket, id: string, orderId: string): Promise<Message> {
    await this.start(socket, id, ORDER_STATES, { id: orderId });
    return socket.next();
  }
}
