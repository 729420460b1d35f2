import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { OPENING_SEQUENCE, readStamp } from '../graph/emission.ts';
import { SequenceCheck } from './sequence-check.ts';

/** What all subscribers of a process report to. */
export interface Observer {
  arrived(latencyMs: number, isInSequence: boolean): void;
  failed(): void;
  closed(): void;
}

interface Answer {
  type: string;
  payload?: {
    data?: { reviewAdded?: { review?: { body?: string } } | null } | null;
    errors?: unknown;
  };
}

const QUERY = `subscription Added($channel: ID!) {
  reviewAdded(channel: $channel) {
    review { id body author { name } product { name inStock } }
  }
}`;
const NS_PER_MS = 1e6;

/** One socket with one subscription, by graphql-transport-ws. */
export class Subscriber {
  readonly #check = new SequenceCheck();
  readonly #observer: Observer;

  constructor(observer: Observer) {
    this.#observer = observer;
  }

  /** Undefined until a first event has come. */
  get lastSequence(): number | undefined {
    return this.#check.last;
  }

  /** Resolves when the subscription is asked for. @throws Error when the socket does not get that far */
  open(url: string, authorization: string, channel: string): Promise<void> {
    const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
    return new Promise((resolve, reject) => {
      const say = (message: object): void => socket.send(JSON.stringify(message));
      socket.on('open', () => say({ type: 'connection_init', payload: { authorization } }));
      socket.on('error', reject);
      socket.on('close', (code) => {
        reject(new Error(`closed with ${code}`));
        this.#observer.closed();
      });
      socket.on('message', (data) => {
        const answer = JSON.parse(String(data)) as Answer;
        if (answer.type === 'connection_ack') {
          const payload = { query: QUERY, variables: { channel } };
          say({ type: 'subscribe', id: randomUUID(), payload });
          resolve();
        } else if (answer.type === 'ping') say({ type: 'pong' });
        else if (answer.type !== 'pong') this.#take(answer);
      });
    });
  }

  #take({ type, payload }: Answer): void {
    const body = payload?.data?.reviewAdded?.review?.body;
    if (type !== 'next' || body === undefined || payload?.errors !== undefined) {
      this.#observer.failed();
      return;
    }
    const { sequence, madeAtNs } = readStamp(body);
    const latencyMs = Number(process.hrtime.bigint() - madeAtNs) / NS_PER_MS;
    const isInSequence = this.#check.take(sequence);
    if (sequence === OPENING_SEQUENCE && isInSequence) return;
    this.#observer.arrived(latencyMs, isInSequence);
  }
}
