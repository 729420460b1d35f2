import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Connections } from '../../src/execution/transport/http1/connections.ts';
import { UntakenError } from '../../src/execution/transport/http1/exchange.ts';
import { RetryBudget } from '../../src/execution/transport/retry-budget.ts';
import { SparedSubgraph } from '../../src/execution/transport/spared-subgraph.ts';
import { RETRY_BUDGET_MAX } from '../../src/execution/transport/transport-policy.ts';
import { within } from '../fixture/within.ts';
import { LIMITS, WAIT_MS } from './line.ts';
import { reply, requestOf } from './scripted-server.ts';

const FETCHES = 100;

let server: Server;
let sockets: Socket[];
let connections: Connections;
let subgraph: SparedSubgraph;
/** From here on it is there. */
let listen: () => void;
/** What happens when something is about to be repeated. */
let onRepeat: (() => void) | undefined;
let repeats: number;

class WatchedBudget extends RetryBudget {
  override spend(): boolean {
    const mayRepeat = super.spend();
    if (mayRepeat) repeats += 1;
    onRepeat?.();
    return mayRepeat;
  }
}

beforeEach(async () => {
  repeats = 0;
  onRepeat = undefined;
  sockets = [];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => reply(socket, 'answered'));
  });
  server.listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await stop();
  connections = new Connections({ isTls: false, hostname: '127.0.0.1', port }, LIMITS);
  subgraph = new SparedSubgraph(connections, new WatchedBudget(), FETCHES);
  listen = () => server.listen(port);
});

async function stop(): Promise<void> {
  server.close();
  await once(server, 'close');
}

afterEach(async () => {
  connections.close();
  for (const socket of sockets) socket.destroy();
  if (server.listening) await stop();
});

const ask = (isRead: boolean): Promise<string> =>
  within(
    WAIT_MS,
    new Promise((succeed, fail) => {
      subgraph.ask(requestOf('1'), isRead, { succeed, fail });
    }),
  );

describe.each([
  ['a mutation', false],
  ['a read', true],
])('%s', (_name, isRead) => {
  test('that could not be sent is sent once more', async () => {
    onRepeat = listen;
    expect(await ask(isRead)).toBe('answered');
    expect(repeats).toBe(1);
  });

  test('that could not be sent twice fails', async () => {
    await expect(ask(isRead)).rejects.toBeInstanceOf(UntakenError);
    expect(repeats).toBe(1);
  });

  test('that could not be sent fails when too many could not', async () => {
    while (subgraph.budget.spend());
    onRepeat = listen;
    await expect(ask(isRead)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(repeats).toBe(RETRY_BUDGET_MAX);
  });
});
