import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HEADERS_TIMEOUT_MS, REQUEST_TIMEOUT_MS, SERVER_IDLE_MS } from './http-policy.ts';

/**
 * A server with the house's time limits, not yet listening.
 * @param options.headersLimitBytes beyond it a request is answered with 431; Node's 16 KiB unless given
 */
export function createHttpServer(
  listener: RequestListener,
  options: { headersLimitBytes?: number } = {},
): Server {
  return createServer(
    {
      keepAliveTimeout: SERVER_IDLE_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      noDelay: true,
      ...(options.headersLimitBytes === undefined
        ? {}
        : { maxHeaderSize: options.headersLimitBytes }),
    },
    listener,
  );
}

/** Listens and tells the port (useful with port 0). @throws Error in one clear line */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      const reason = error.code === 'EADDRINUSE' ? 'it is already in use' : error.message;
      reject(new Error(`Cannot listen on ${host}:${port}: ${reason}`, { cause: error }));
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Stops listening, lets requests in flight finish for `drainTimeoutMs`, then cuts what is left. */
export function drain(server: Server, drainTimeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const overdue = setTimeout(() => server.closeAllConnections(), drainTimeoutMs);
    server.close(() => {
      clearTimeout(overdue);
      resolve();
    });
    server.closeIdleConnections();
  });
}
