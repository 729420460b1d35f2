import {
  Connections,
  type ConnectionsOptions,
} from '../../src/execution/transport/http1/connections.ts';
import { READS_TOGETHER } from '../../src/execution/transport/http1/http1-policy.ts';
import { within } from '../fixture/within.ts';
import { requestOf, startScriptedServer, type ScriptedServer } from './scripted-server.ts';

export const WAIT_MS = 5_000;
export const LIMITS: ConnectionsOptions = {
  maxBodyBytes: 1_000,
  connectTimeoutMs: WAIT_MS,
  idleMs: WAIT_MS,
  maxConnections: 10,
  timeoutMs: WAIT_MS,
  mayRepeat: () => true,
  readsTogether: READS_TOGETHER,
};

/** Connections, and the server at their other end. */
export interface Line {
  readonly server: ScriptedServer;
  readonly connections: Connections;
  /** @returns the body of the answer */
  ask(body: string, isRead?: boolean): Promise<string>;
  close(): Promise<void>;
}

export async function openLine(
  onRequest: Parameters<typeof startScriptedServer>[0],
  options: Partial<ConnectionsOptions> = {},
): Promise<Line> {
  const server = await startScriptedServer(onRequest);
  const connections = new Connections(
    { isTls: false, hostname: '127.0.0.1', port: server.port },
    { ...LIMITS, ...options },
  );
  return {
    server,
    connections,
    ask: (body, isRead = true) => askOn(connections, body, isRead),
    async close() {
      connections.close();
      await server.close();
    },
  };
}

export function askOn(connections: Connections, body: string, isRead = true): Promise<string> {
  const answer = new Promise<string>((resolve, reject) => {
    const succeed = (reply: { body: string }): void => resolve(reply.body);
    connections.ask(requestOf(body), isRead, { succeed, fail: reject });
  });
  return within(WAIT_MS, answer);
}

export const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => String(at));
