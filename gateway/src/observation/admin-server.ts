import {
  createHttpServer,
  listen,
  operationalRoutes,
  runRoute,
  type Logger,
} from '@tiffin/service';
import { metricsRegistry } from '@tiffin/telemetry';

export interface AdminServer {
  port: number;
  close(): Promise<void>;
}

export interface AdminServerOptions {
  port: number;
  /** Loopback unless the network around it is trusted: nobody is asked who they are. */
  host: string;
  isStopping: () => boolean;
  /** What /ready tells here, and not on the public port. */
  facts: () => Readonly<Record<string, unknown>>;
  logger: Logger;
}

/**
 * /metrics, /health and /ready for those who run the gateway, on a port of their own: the public one
 * does not tell how we are doing. It answers until the gateway has stopped.
 *
 * @throws Error in one clear line when the port cannot be had
 */
export async function startAdminServer(options: AdminServerOptions): Promise<AdminServer> {
  const { isStopping, facts, logger } = options;
  const routes = operationalRoutes({
    name: 'gateway',
    isStopping,
    ready: () => Promise.resolve(),
    facts,
    metrics: metricsRegistry,
    logger,
  });
  const server = createHttpServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    void runRoute(routes, path, request, response, logger);
  });
  const port = await listen(server, options.port, options.host);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
