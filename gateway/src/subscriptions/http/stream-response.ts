import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import { Outlet } from '../outlet.ts';
import { subscriptionMetrics } from '../subscription-metrics.ts';
import type { StreamFormat } from './stream-format.ts';

/** One HTTP answer that goes on: bounded, and kept alive while there is nothing to say. */
export class StreamResponse {
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
    this.#outlet = new Outlet({
      stream: response,
      write: (frame) => response.write(frame),
      bufferedBytes: () => response.writableLength,
      limitBytes: limits.bufferedBytes,
      // There is no telling a client who does not read: the connection goes, and they resume.
      onOverflow: () => {
        subscriptionMetrics.rejected.inc({ reason: 'slow_client' });
        response.destroy();
      },
    });
    response.writeHead(200, {
      'content-type': format.contentType,
      'cache-control': 'no-store',
      // Proxies that buffer would keep events back.
      'x-accel-buffering': 'no',
    });
    response.write(format.start);
    this.#heartbeat = setInterval(() => this.#beat(), limits.keepAliveMs);
    this.#heartbeat.unref();
    response.once('close', () => this.#finish());
  }

  next(text: string, conflationKey: string | undefined): void {
    if (!this.#isOver) this.#outlet.sendEvent('', this.#format.next(text), conflationKey);
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
