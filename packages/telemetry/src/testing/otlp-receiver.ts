import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: Record<string, unknown>;
  links: { traceId: string; spanId: string }[];
  events: { name: string; attributes: Record<string, unknown> }[];
  /** Which process recorded it. */
  service: string;
}

type RawAttributes = { key: string; value: Record<string, unknown> }[];
interface Export {
  resourceSpans: { resource: { attributes: RawAttributes }; scopeSpans: { spans: RawSpan[] }[] }[];
}
interface RawSpan extends Omit<ReceivedSpan, 'attributes' | 'events' | 'service'> {
  attributes: RawAttributes;
  events: { name: string; attributes: RawAttributes }[];
}

/** A collector that keeps what it is sent, in OTLP's JSON over HTTP. */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/v1/traces') this.#take(Buffer.concat(chunks).toString('utf8'));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  static async start(): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  named(name: string): ReceivedSpan {
    const found = this.spans.find((span) => span.name === name);
    if (found === undefined) {
      throw new Error(`no span "${name}" among ${this.spans.map((span) => span.name).join(', ')}`);
    }
    return found;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #take(text: string): void {
    for (const { resource, scopeSpans } of (JSON.parse(text) as Export).resourceSpans) {
      const service = String(read(resource.attributes)['service.name']);
      for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
        const attributes = read(span.attributes);
        const events = span.events.map(({ name, attributes: own }) => ({
          name,
          attributes: read(own),
        }));
        this.spans.push({ ...span, attributes, events, service });
      }
    }
  }
}

function read(attributes: RawAttributes): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
