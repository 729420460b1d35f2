import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { Connections } from '../../src/execution/transport/http1/connections.ts';
import { askOn, LIMITS } from './line.ts';
import { reply } from './scripted-server.ts';

/** More than lies between two sockets. */
const LONG_CHARACTERS = 64 * 1024 * 1024;

test('a connection whose server answers before it was told everything is not used again', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.pause();
      reply(socket, `answer on ${sockets.length}`);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connections = new Connections({ isTls: false, hostname: '127.0.0.1', port }, LIMITS);
  try {
    expect(await askOn(connections, 'x'.repeat(LONG_CHARACTERS))).toBe('answer on 1');
    expect(await askOn(connections, '2', false)).toBe('answer on 2');
  } finally {
    connections.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});
