import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import { countBuffered } from '../buffered-bytes.ts';
import type { EventText } from '../event-text.ts';
import { Outlet, type Outflow } from '../outlet.ts';
import { subscriptionMetrics } from '../subscription-metrics.ts';
import type { StreamFormat } from './stream-format.ts';

/** One HTTP answer that goes on: bounded, and kept alive while there is nothing to say. */
export class StreamResponse implements Outflow {
  readonly #response: ServerResponse;
  readonly #format: StreamFormat;
  readonly #outlet: Outlet;
  readonly #heartbeat: NodeJS.Timeout;
  #isOver = false;

  constructor(
    response: ServerResponse,
    format: StreamFormat,
    limits: { bufferedBytes: number; keepAliveMs: number },
  ) {
    this.#response = response;
    this.#format = format;
    this.#outlet = new Outlet(this, limits.bufferedBytes);
    response.writeHead(200, {
      'content-type': format.contentType,
      'cache-control': 'no-store',
      // Proxies that buffer would keep events back.
      'x-accel-buffering': 'no',
    });
    response.write(format.start);
    this.#heartbeat = setInterval(() => this.#beat(), limits.keepAliveMs);
    this.#heartbeat.unref();
    const countNoMore = countBuffered(this.#outlet);
    response.once('close', () => {
      countNoMore();
      this.#finish();
    });
  }

  next(event: EventText, conflationKey: string | undefined): void {
    if (!this.#isOver) this.#outlet.sendEvent('', event, conflationKey);
  }

  get isBehind(): boolean {
    return this.#response.writableNeedDrain;
  }

  get waitingBytes(): number {
    return this.#response.writableLength;
  }

  write(message: string): void {
    this.#response.write(message);
  }

  writeEvent(_subscription: string, { text }: EventText): void {
    this.write(this.#format.next(text));
  }

  onceCaughtUp(callback: () => void): void {
    this.#response.once('drain', callback);
  }

  /** There is no telling a client who does not read: the connection goes, and they resume. */
  onOverflow(): void {
    subscriptionMetrics.rejected.inc({ reason: 'slow_client' });
    this.#response.destroy();
  }

  end(errors?: readonly GraphQLFormattedError[]): void {
    if (this.#isOver) return;
    this.#outlet.flush('');
    this.#finish();
    this.#response.end(this.#format.end(errors));
  }

  /** A client that has not read what there is needs no sign of life. */
  #beat(): void {
    if (this.#response.writableLength === 0) this.#response.write(this.#format.heartbeat);
  }

  #finish(): void {
    this.#isOver = true;
    clearInterval(this.#heartbeat);
  }
}
